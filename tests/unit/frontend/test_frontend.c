/* The face of the front end: what it says of sources that can't be lowered, and of the files that a
 * unit read. What lowering yields is tested by tests/golden. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hash.h"
#include "frontend/frontend.h"
#include "ir/builder.h"
#include "ir/codec.h"

struct fixture {
    struct frontend *frontend;
    char folder[64]; /* of its own, removed at the end */
    struct ir_builder *builder;
    struct ir_unit unit;
    const char *reason;
};

static int open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));

    assert_non_null(fixture);
    strcpy(fixture->folder, "/tmp/stranded-frontend-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    assert_int_equal(frontend_open(&fixture->frontend, &fixture->reason), FRONTEND_OK);
    *state = fixture;
    return 0;
}

static const char *path_of(const struct fixture *fixture, const char *name)
{
    static char path[256];

    snprintf(path, sizeof(path), "%s/%s", fixture->folder, name);
    return path;
}

static int close_fixture(void **state)
{
    static const char *const names[] = {"main.c", "head.h", "b\n\"'\xc3\xa4.c"};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        unlink(path_of(fixture, names[i]));
    if (chdir("/") == 0)
        rmdir(fixture->folder);
    ir_builder_free(fixture->builder);
    frontend_close(fixture->frontend);
    free(fixture);
    return 0;
}

static void write_file(const struct fixture *fixture, const char *name, const char *text,
                       size_t size)
{
    FILE *file = fopen(path_of(fixture, name), "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    fclose(file);
}

static void write_text(const struct fixture *fixture, const char *name, const char *text)
{
    write_file(fixture, name, text, strlen(text));
}

/* Lowers main.c, or its contents given, with two more flags. */
static enum frontend_status lower(struct fixture *fixture, const char *name, const char *contents,
                                  const char *flag, const char *second)
{
    const char *const flags[] = {"clang", flag ? flag : "-w", second ? second : "-w", NULL};
    char file[256];

    strcpy(file, path_of(fixture, name));
    struct frontend_source source = {
        .file = file,
        .directory = fixture->folder,
        .arguments = flags,
        .contents = contents,
        .contents_size = contents ? strlen(contents) : 0,
    };
    ir_builder_free(fixture->builder);
    fixture->builder = NULL;
    enum frontend_status status =
        frontend_lower(fixture->frontend, &source, &fixture->builder, &fixture->reason);
    if (status == FRONTEND_OK) {
        ir_builder_unit(fixture->builder, &fixture->unit);
        assert_true(ir_verify(&fixture->unit, &fixture->reason));
    } else {
        assert_null(fixture->builder);
    }
    return status;
}

static void test_unreadable(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(lower(fixture, "main.c", NULL, NULL, NULL), FRONTEND_UNREADABLE);
    assert_string_equal(fixture->reason, "no such file");
    write_file(fixture, "main.c", "\177ELF\0\1", 6);
    assert_int_equal(lower(fixture, "main.c", NULL, NULL, NULL), FRONTEND_UNREADABLE);
    assert_string_equal(fixture->reason, "not a text file");
    assert_int_equal(lower(fixture, ".", NULL, NULL, NULL), FRONTEND_UNREADABLE);
    assert_string_equal(fixture->reason, "not a regular file");
}

static void test_contents_in_place_of_file(void **state)
{
    struct fixture *fixture = *state;

    write_text(fixture, "main.c", "int on_disk(void) { return 1; }\n");
    assert_int_equal(lower(fixture, "main.c", "int given(void) { return 2; }\n", NULL, NULL),
                     FRONTEND_OK);
    const struct ir_symbol *symbol =
        &fixture->unit.symbols[fixture->unit.functions[1].symbol.index];
    assert_string_equal(ir_text(&fixture->unit, symbol->name), "given");
}

static void test_empty(void **state)
{
    struct fixture *fixture = *state;

    write_text(fixture, "main.c", "");
    assert_int_equal(lower(fixture, "main.c", NULL, NULL, NULL), FRONTEND_OK);
    assert_true(fixture->unit.n_functions <= 1);
    assert_int_equal(fixture->unit.n_files, 2);
}

/* The files are listed with what was parsed of them, the main file first; a second unit gets the
 * same hash from the cache, and a changed header another. */
static void test_files(void **state)
{
    struct fixture *fixture = *state;
    const char *text = "#include \"head.h\"\n#include <stddef.h>\n#include \"./head.h\"\n";

    for (int round = 0; round < 3; round++) {
        const char *head = round < 2 ? "int f(void);\n" : "int f(void);\nint g(void);\n";
        write_text(fixture, "main.c", text);
        write_text(fixture, "head.h", head);
        assert_int_equal(lower(fixture, "main.c", NULL, NULL, NULL), FRONTEND_OK);
        const struct ir_file *files = fixture->unit.files;
        assert_string_equal(ir_text(&fixture->unit, files[1].path), path_of(fixture, "main.c"));
        assert_int_equal(files[1].hash, hash_bytes(text, strlen(text), 0));
        assert_string_equal(ir_text(&fixture->unit, files[2].path), path_of(fixture, "head.h"));
        assert_int_equal(files[2].size, strlen(head));
        assert_int_equal(files[2].hash, hash_bytes(head, strlen(head), 0));
        assert_int_equal(files[2].is_system, 0);
        assert_non_null(strstr(ir_text(&fixture->unit, files[3].path), "/stddef.h"));
        assert_int_equal(files[3].is_system, 1);
    }
}

static void test_errors_are_counted(void **state)
{
    struct fixture *fixture = *state;

    write_text(fixture, "main.c",
               "#include \"missing.h\"\nint f(void) { return 1; }\n"
               "int g(void) { return nothing; }\n"
               "int h(int n) { unknown_loop(n) { return f(); } return 2; }\n");
    assert_int_equal(lower(fixture, "main.c", NULL, NULL, NULL), FRONTEND_OK);
    assert_int_equal(fixture->unit.n_errors, 3);
    assert_int_equal(fixture->unit.n_functions, 4);
    assert_int_equal(fixture->unit.functions[1].flags & IR_FUNCTION_DAMAGED, 0);
    /* what is only not declared costs nothing; where a macro may hide a loop, all is uncertain */
    assert_int_equal(fixture->unit.functions[2].flags & IR_FUNCTION_DAMAGED, 0);
    assert_int_equal(fixture->unit.functions[3].flags & IR_FUNCTION_DAMAGED, IR_FUNCTION_DAMAGED);
    /* the file that declares what is absent is none of the unit's */
    for (uint32_t i = 1; i < fixture->unit.n_files; i++)
        assert_null(strstr(ir_text(&fixture->unit, fixture->unit.files[i].path), "absent"));
}

/* Flags that clang does not know cost neither the unit nor an error. */
static void test_unknown_flags(void **state)
{
    struct fixture *fixture = *state;

    write_text(fixture, "main.c", "int f(void) { return 1; }\n");
    assert_int_equal(lower(fixture, "main.c", NULL, "-std=gnu99999", "-fno-such-flag"),
                     FRONTEND_OK);
    assert_int_equal(fixture->unit.n_errors, 0);
    assert_int_equal(lower(fixture, "main.c", NULL, "--target=no-such-machine", NULL), FRONTEND_OK);
    assert_int_equal(fixture->unit.n_functions, 2);
}

static void test_strange_name(void **state)
{
    struct fixture *fixture = *state;

    write_text(fixture, "b\n\"'\xc3\xa4.c", "int f(void) { return 1; }\n");
    assert_int_equal(lower(fixture, "b\n\"'\xc3\xa4.c", NULL, NULL, NULL), FRONTEND_OK);
    assert_string_equal(ir_text(&fixture->unit, fixture->unit.files[1].path),
                        path_of(fixture, "b\n\"'\xc3\xa4.c"));
}

/* Generated code: long chains are walked, deep nesting ends in an unknown; neither kills. */
static void test_long_chains(void **state)
{
    enum { LINKS = 2000 };
    struct fixture *fixture = *state;
    size_t room = LINKS * 64 + 256, used = 0;
    char *text = malloc(room);

    assert_non_null(text);
    used += (size_t)snprintf(text, room, "void f(int);void g(int a){if(a<0)f(0);");
    for (int i = 0; i < LINKS; i++)
        used += (size_t)snprintf(text + used, room - used, "else if(a==%d)f(%d);", i, i);
    used += (size_t)snprintf(text + used, room - used, "switch(a){");
    for (int i = 0; i < LINKS; i++)
        used += (size_t)snprintf(text + used, room - used, "case %d:", i);
    snprintf(text + used, room - used, "f(1);}}");
    enum frontend_status status = lower(fixture, "main.c", text, "-fbracket-depth=10000", NULL);
    free(text);
    assert_int_equal(status, FRONTEND_OK);
    assert_int_equal(fixture->unit.n_errors, 0);
    assert_int_equal(fixture->unit.functions[1].n_unknown, 0);
    assert_int_equal(fixture->unit.n_instrs, 1 + LINKS + 2);
    assert_int_equal(fixture->unit.n_cases, 1 + LINKS);
}

/* One line of numbers as long as generated tables are: no quadratic walk over it. */
static void test_long_line(void **state)
{
    enum { NUMBERS = 30000 };
    struct fixture *fixture = *state;
    size_t room = NUMBERS * 8 + 256, used = 0;
    char *text = malloc(room);

    assert_non_null(text);
    used += (size_t)snprintf(text, room, "int f(int);int (*fs[])(int)={");
    for (int i = 0; i < NUMBERS; i++)
        used += (size_t)snprintf(text + used, room - used, "f,");
    snprintf(text + used, room - used, "};");
    enum frontend_status status = lower(fixture, "main.c", text, NULL, NULL);
    free(text);
    assert_int_equal(status, FRONTEND_OK);
    assert_int_equal(fixture->unit.functions[1].n_unknown, 1); /* over the bound, and said so */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
        TEST(test_unreadable),    TEST(test_contents_in_place_of_file),
        TEST(test_empty),         TEST(test_files),
        TEST(test_unknown_flags), TEST(test_errors_are_counted),
        TEST(test_strange_name),  TEST(test_long_chains),
        TEST(test_long_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
