/* stranded-lower: lowers the models when stranded is built, and writes them as C.
 *
 *   stranded-lower PRIMITIVES_H OUTPUT MODEL...
 *
 * A model that does not parse without an error fails the build. */
#include "base/arena.h"
#include "engine/model_text.h"
#include "frontend/frontend.h"
#include "ir/builder.h"
#include "ir/codec.h"
#include "ir/ir.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MODEL_BYTES = 1 << 20, BYTES_A_LINE = 20 };

/* The name that locations in embedded models have: the same wherever stranded is built. */
#define MODEL_FOLDER "/stranded/models/"

static bool read_file(const char *path, struct arena *arena, const char **ret_text,
                      size_t *ret_size)
{
    FILE *file = fopen(path, "rb");

    if (!file) {
        perror(path);
        return false;
    }
    char *text = arena_alloc(arena, MAX_MODEL_BYTES);
    size_t size = fread(text, 1, MAX_MODEL_BYTES - 1, file);
    bool is_whole = feof(file) != 0 && !ferror(file);
    fclose(file);
    if (!is_whole) {
        fprintf(stderr, "%s: unreadable or too large\n", path);
        return false;
    }
    *ret_text = text;
    *ret_size = size;
    return true;
}

static const char *name_of(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    return arena_string(arena, name, dot ? (size_t)(dot - name) : strlen(name));
}

static void write_bytes(FILE *out, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        fprintf(out, "%s%u,", i % BYTES_A_LINE == 0 ? "\n    " : "", bytes[i]);
}

/* What the model defines for others. */
static void write_functions(FILE *out, const char *name, const struct ir_unit *unit)
{
    fprintf(out, "static const char functions_%s[] =", name);
    for (uint32_t i = 1; i < unit->n_functions; i++) {
        const struct ir_symbol *symbol = &unit->symbols[unit->functions[i].symbol.index];
        if (symbol->linkage == IR_LINKAGE_EXTERNAL &&
            !(unit->functions[i].flags & IR_FUNCTION_INIT))
            fprintf(out, "\n    \"%s\\0\"", ir_text(unit, symbol->name));
    }
    fprintf(out, "\n    \"\";\n");
}

static bool write_model(FILE *out, const char *path, const struct ir_unit *unit,
                        struct arena *arena)
{
    const void *bytes;
    size_t size;

    if (unit->n_errors > 0) {
        fprintf(stderr, "%s: %u errors; see analyzer/models/README.md on how to compile it\n", path,
                unit->n_errors);
        return false;
    }
    ir_encode(unit, arena, &bytes, &size);
    fprintf(out, "\nstatic const _Alignas(8) unsigned char model_%s[] = {", name_of(path, arena));
    write_bytes(out, bytes, size);
    fprintf(out, "\n};\n");
    write_functions(out, name_of(path, arena), unit);
    return true;
}

static bool lower_model(struct frontend *frontend, const char *path, const char *prelude, FILE *out)
{
    struct arena *arena = arena_new();
    struct frontend_source source = {.directory = "/", .arguments = model_flags};
    struct ir_builder *builder = NULL;
    const char *text, *reason;
    char *contents = NULL;
    size_t size;
    bool is_good = false;

    if (!read_file(path, arena, &text, &size))
        goto out;
    contents = model_text_new(prelude, text, size, &source.contents_size);
    source.contents = contents;
    source.file = arena_printf(arena, MODEL_FOLDER "%s.c", name_of(path, arena));
    if (frontend_lower(frontend, &source, &builder, &reason) != FRONTEND_OK) {
        fprintf(stderr, "%s: %s\n", path, reason);
        goto out;
    }
    struct ir_unit unit;
    ir_builder_unit(builder, &unit);
    is_good = write_model(out, path, &unit, arena);
out:
    ir_builder_free(builder);
    free(contents);
    arena_free(arena);
    return is_good;
}

static int compare_paths(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void write_table(FILE *out, char **paths, int n_paths, struct arena *arena)
{
    fprintf(out, "\nconst struct embedded_model embedded_models[] = {\n");
    for (int i = 0; i < n_paths; i++) {
        const char *name = name_of(paths[i], arena);
        fprintf(out, "    {\"%s\", model_%s, sizeof(model_%s), functions_%s},\n", name, name, name,
                name);
    }
    fprintf(out, "    {NULL, NULL, 0, NULL},\n};\n");
}

static bool write_all(struct frontend *frontend, const char *header, char **paths, int n_paths,
                      FILE *out)
{
    struct arena *arena = arena_new();
    const char *text;
    size_t size;
    bool is_good = read_file(header, arena, &text, &size);

    if (is_good) {
        char *prelude = model_prelude_new(text, size);
        fprintf(out, "/* Made by stranded-lower. */\n#include \"engine/models.h\"\n\n"
                     "const char embedded_prelude[] = {");
        /* as bytes: it is longer than the strings that every compiler takes */
        write_bytes(out, (const unsigned char *)prelude, strlen(prelude) + 1);
        fprintf(out, "\n};\n");
        for (int i = 0; i < n_paths && is_good; i++)
            is_good = lower_model(frontend, paths[i], prelude, out);
        free(prelude);
    }
    if (is_good)
        write_table(out, paths, n_paths, arena);
    arena_free(arena);
    return is_good;
}

int main(int argc, char **argv)
{
    struct frontend *frontend;
    const char *reason;

    if (argc < 4) {
        fprintf(stderr, "usage: stranded-lower PRIMITIVES_H OUTPUT MODEL...\n");
        return 2;
    }
    qsort(argv + 3, (size_t)argc - 3, sizeof(*argv), compare_paths);
    if (frontend_open(&frontend, &reason) != FRONTEND_OK) {
        fprintf(stderr, "stranded-lower: %s\n", reason);
        return 2;
    }
    FILE *out = fopen(argv[2], "wb");
    bool is_good = out != NULL && write_all(frontend, argv[1], argv + 3, argc - 3, out);
    if (!out)
        perror(argv[2]);
    else if (fclose(out) != 0)
        is_good = false;
    if (!is_good)
        remove(argv[2]);
    frontend_close(frontend);
    return is_good ? 0 : 1;
}
