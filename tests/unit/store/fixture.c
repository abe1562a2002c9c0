#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/hash.h"

int fixture_setup(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);

    fixture->arena = arena_new();
    fixture->folder = g_dir_make_tmp("stranded-store-XXXXXX", NULL);
    if (fixture->folder == NULL)
        return -1;
    fixture->path = g_build_filename(fixture->folder, "test.db", NULL);
    *state = fixture;
    return 0;
}

/* Removes a folder and what is in it, two levels deep, which is all that tests make. */
static void remove_folder(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name;

    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        g_autoptr(GDir) child_folder = g_dir_open(child, 0, NULL);
        const char *grandchild_name;

        while (child_folder != NULL && (grandchild_name = g_dir_read_name(child_folder)) != NULL) {
            g_autofree char *grandchild = g_build_filename(child, grandchild_name, NULL);
            g_remove(grandchild);
        }
        g_remove(child);
    }
    g_remove(path);
}

int fixture_teardown(void **state)
{
    struct fixture *fixture = *state;

    remove_folder(fixture->folder);
    arena_free(fixture->arena);
    g_free(fixture->folder);
    g_free(fixture->path);
    g_free(fixture);
    return 0;
}

void assert_no_error(const GError *error)
{
    if (error != NULL)
        fail_msg("%s", error->message);
}

struct store *open_store(const struct fixture *fixture, enum store_mode mode)
{
    struct store *store = NULL;
    g_autoptr(GError) error = NULL;
    bool is_good = store_open(fixture->path, mode, &store, &error);

    assert_no_error(error);
    assert_true(is_good);
    return store;
}

void assert_store_error(const struct fixture *fixture, bool is_good, GError **error,
                        enum store_error code)
{
    assert_false(is_good);
    assert_non_null(*error);
    assert_true((*error)->domain == STORE_ERROR);
    if ((*error)->code != (int)code)
        fail_msg("code %d in place of %d: %s", (*error)->code, code, (*error)->message);
    assert_null(strchr((*error)->message, '\n'));
    if (!g_str_has_prefix((*error)->message, fixture->folder))
        fail_msg("names no file: %s", (*error)->message);

    /* "file: what: way out", each of which says something. */
    g_auto(GStrv) parts = g_strsplit((*error)->message, ": ", 0);
    assert_true(g_strv_length(parts) >= 3);
    for (size_t i = 0; parts[i] != NULL; i++)
        assert_true(strlen(parts[i]) > 0);
    g_clear_error(error);
}

const struct store_file sample_files[N_SAMPLE_FILES] = {
    {0},
    {"/p/one.c", 10, 0x1111111111111111, 100},
    {"/p/two.c", 20, 0xffffffffffffffff, 200}, /* a hash that is negative for SQLite */
    {"/p/three.c", 0, 3, 0},
    {"/p/a.h", 40, 4, -1},
    {"/p/b.h", 50, 5, 500},
    {"/p/a.h", 40, 44, 600},               /* another content of the same size */
    {"/p/ \xff\n'\"\xc3\xa9.h", 70, 7, 7}, /* a name of bytes */
};

const char *sample_ir(struct arena *arena, unsigned n)
{
    return arena_printf(arena, "IR of unit %u, which is not the same for all", n);
}

bool save_sample_unit(struct store *store, unsigned n, const uint32_t *files, GError **error)
{
    g_autofree char *file = g_strdup_printf("/p/unit%02u.c", n);
    g_autofree char *ir = g_strdup_printf("IR of unit %u, which is not the same for all", n);
    struct store_unit unit = {.name = file + strlen("/p/"),
                              .file = file,
                              .flags_key = hash_mix(0, n),
                              .status = n,
                              .message = n == 3 ? "no such file" : NULL,
                              .n_errors = n * 2,
                              .n_functions = n * 3,
                              .n_unknown = n * 4,
                              .files = files,
                              .ir_size = strlen(ir) + 1};

    while (files[unit.n_files] != 0)
        unit.n_files++;
    return store_save_unit(store, &unit, sample_files, ir, error);
}

struct finding_list sample_findings(struct arena *arena, const char *text)
{
    struct findings *findings = findings_new(arena);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);

    for (size_t i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", 0);
        if (g_strv_length(words) != 4)
            continue;
        char *colon = strchr(words[1], ':');
        *colon = '\0';

        struct check *check = ARENA_NEW(arena, struct check);
        check->name = arena_string(arena, words[0], strlen(words[0]));
        struct creation creation = {.kind = CREATES_THREAD,
                                    .at = {arena_printf(arena, "/p/%s", words[1]),
                                           (uint32_t)g_ascii_strtoull(colon + 1, NULL, 10), 5},
                                    .function = words[2],
                                    .object = words[3],
                                    .anchor = "pthread_create(…)"};
        struct step main_step = {{"/p/main.c", 1, 1}, "main()"};

        findings_set_check(findings, check);
        struct finding *finding = findings_add(findings, &creation, "thread of %s", words[3]);
        finding_set_severity(finding, SEVERITY_HIGH);
        finding_set_multiplicity(
            finding, (struct multiplicity){
                         OFTEN_BOUNDED, 7, "7 times", {&main_step, 1}, SOURCE_NONE, false});
        finding_add_step(finding, creation.at, "created by %s()", words[2]);
        finding_set_mend(finding, "join it");
    }
    return findings_seal(findings, "/p");
}

struct store_run save_sample_run(struct store *store, struct finding_list findings,
                                 const struct store_scope *scope, struct arena *arena)
{
    struct store_run run = {.run = {.revision = "abc", .root = "/p"}};
    g_autoptr(GError) error = NULL;
    bool is_good = store_save_run(store, &run, findings, scope, arena, &error);

    assert_no_error(error);
    assert_true(is_good);
    assert_true(run.run.id > 0);
    return run;
}

const char *print_findings(struct arena *arena, struct finding_list findings)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *f = &findings.items[i];
        g_string_append_printf(text, "%s %s %s:%u %s %s\n", finding_state_name(f->state), f->check,
                               f->file, f->line, f->function, f->object);
    }
    return arena_string(arena, text->str, text->len);
}
