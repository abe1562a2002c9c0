/* Prints the IR of one C file for the golden tests: print_ir FILE.c
 *
 * Lines at the file's top steer it: `// FLAGS: …` are passed to clang, `// SHOW: …` asks for more
 * than the functions: symbols, records, suppressions, errors, locations. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "frontend/frontend.h"
#include "ir/builder.h"
#include "ir/codec.h"
#include "ir/print.h"

enum { MAX_FLAGS = 32, MAX_LINE = 512 };

struct request {
    char flags_line[MAX_LINE], show_line[MAX_LINE];
    const char *flags[MAX_FLAGS + 2];
};

static void read_request(const char *path, struct request *request)
{
    FILE *file = fopen(path, "r");
    char line[MAX_LINE];

    while (file && fgets(line, sizeof(line), file) && strncmp(line, "// ", 3) == 0) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "// FLAGS:", 9) == 0)
            memcpy(request->flags_line, line + 9, strlen(line + 9) + 1);
        if (strncmp(line, "// SHOW:", 8) == 0)
            memcpy(request->show_line, line + 8, strlen(line + 8) + 1);
    }
    if (file)
        fclose(file);
    int count = 0;
    request->flags[count++] = "clang";
    char *rest = NULL;
    for (char *flag = strtok_r(request->flags_line, " ", &rest); flag && count <= MAX_FLAGS;
         flag = strtok_r(NULL, " ", &rest))
        request->flags[count++] = flag;
}

/* The last component: the folder differs from one checkout to the next. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static void print_symbols(const struct ir_unit *unit)
{
    static const char *const flags[] = {"function", "defined",     "noreturn",   "system",
                                        "weak",     "constructor", "destructor", "thread-local",
                                        "const",    "header"};
    static const char *const linkages[] = {"", "external", "internal", "local"};

    for (uint32_t i = 1; i < unit->n_symbols; i++) {
        const struct ir_symbol *symbol = &unit->symbols[i];
        printf("symbol %s: %s", ir_text(unit, symbol->name), linkages[symbol->linkage]);
        for (uint32_t bit = 0; bit < sizeof(flags) / sizeof(flags[0]); bit++)
            if (symbol->flags >> bit & 1)
                printf(" %s", flags[bit]);
        if (symbol->owner.index)
            printf(" of=%s", ir_text(unit, unit->symbols[symbol->owner.index].name));
        if (symbol->alias.offset)
            printf(" alias=%s", ir_text(unit, symbol->alias));
        if (symbol->annotation.offset)
            printf(" annotation=%s", ir_text(unit, symbol->annotation));
        if (!(symbol->flags & IR_SYMBOL_SYSTEM))
            printf(" at=%s:%u:%u", base_name(ir_text(unit, unit->files[symbol->at.file].path)),
                   symbol->at.line, symbol->at.column);
        printf("\n");
    }
}

/* Keys without the folder that stands in front of this file's records. */
static void print_records(const struct ir_unit *unit)
{
    for (uint32_t i = 1; i < unit->n_records; i++) {
        const struct ir_record *record = &unit->records[i];
        if (record->flags & IR_RECORD_SYSTEM)
            continue;
        printf("record '%s': key %s%s%s\n", ir_text(unit, record->name),
               base_name(ir_text(unit, record->key)),
               record->flags & IR_RECORD_UNION ? " union" : "",
               record->flags & IR_RECORD_IN_HEADER ? " header" : "");
    }
    for (uint32_t i = 1; i < unit->n_fields; i++)
        if (!(unit->records[unit->fields[i].record.index].flags & IR_RECORD_SYSTEM))
            printf("field %s: %u of '%s'\n", ir_text(unit, unit->fields[i].name),
                   unit->fields[i].position,
                   ir_text(unit, unit->records[unit->fields[i].record.index].name));
}

static void print_suppressions(const struct ir_unit *unit)
{
    for (uint32_t i = 1; i < unit->n_suppressions; i++) {
        const struct ir_suppression *one = &unit->suppressions[i];
        printf("suppression %u:%u, lines %u to %u: checks '%s' reason '%s'\n", one->at.line, one->at.column,
               one->at.line - one->above, one->at.line + one->below, ir_text(unit, one->checks),
               ir_text(unit, one->reason));
    }
}

static void print_unit(const struct ir_unit *unit, const struct request *request)
{
    struct arena *arena = arena_new();
    bool with_locations = strstr(request->show_line, "locations") != NULL;

    for (uint32_t i = 1; i < unit->n_functions; i++)
        printf("%s\n",
               ir_print_function(unit, &unit->functions[i],
                                 with_locations ? IR_PRINT_LOCATIONS : IR_PRINT_PLAIN, arena));
    if (strstr(request->show_line, "symbols"))
        print_symbols(unit);
    if (strstr(request->show_line, "records"))
        print_records(unit);
    if (strstr(request->show_line, "suppressions"))
        print_suppressions(unit);
    if (strstr(request->show_line, "errors"))
        printf("errors: %u\n", unit->n_errors);
    arena_free(arena);
}

static int print_file(struct frontend *frontend, const char *path)
{
    struct request request = {0};
    char directory[PATH_MAX], file[PATH_MAX];
    struct ir_builder *builder = NULL;
    struct ir_unit unit;
    const char *reason = NULL;

    if (!getcwd(directory, sizeof(directory)) || !realpath(path, file))
        return 2;
    read_request(file, &request);
    struct frontend_source source = {
        .file = file, .directory = directory, .arguments = request.flags};
    if (frontend_lower(frontend, &source, &builder, &reason) != FRONTEND_OK) {
        fprintf(stderr, "%s: %s\n", path, reason);
        return 1;
    }
    ir_builder_unit(builder, &unit);
    if (!ir_verify(&unit, &reason)) {
        fprintf(stderr, "%s: the IR is wrong: %s\n", path, reason);
        ir_builder_free(builder);
        return 1;
    }
    print_unit(&unit, &request);
    ir_builder_free(builder);
    return 0;
}

int main(int argc, char **argv)
{
    struct frontend *frontend = NULL;
    const char *reason = NULL;

    if (argc != 2) {
        fprintf(stderr, "usage: print_ir FILE.c\n");
        return 2;
    }
    if (frontend_open(&frontend, &reason) != FRONTEND_OK) {
        fprintf(stderr, "%s\n", reason);
        return 3;
    }
    int status = print_file(frontend, argv[1]);
    frontend_close(frontend);
    return status;
}
