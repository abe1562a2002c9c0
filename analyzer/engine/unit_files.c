#include "engine/unit_files.h"

#include "base/hash.h"
#include "base/vector.h"
#include "engine/absent_headers.h"
#include "engine/analysis.h"
#include "engine/overlays.h"
#include "engine/source_files.h"
#include "ir/ir.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

/* As it is on disk: of a model it is that which counts, not the text that was made of it. */
static void add_main_file(struct analysis *analysis, const struct engine_unit *unit,
                          struct file_numbers *files)
{
    const struct engine_overlay *overlay = find_overlay(analysis->request, unit->file);
    uint64_t hash, size;

    if (overlay) {
        hash = hash_bytes(overlay->contents, overlay->size, 0);
        vector_push(files, source_files_add(analysis->files, unit->file, overlay->size, hash));
    } else if (hash_file(unit->file, &hash, &size))
        vector_push(files, source_files_add(analysis->files, unit->file, size, hash));
}

static void add_read_files(struct analysis *analysis, const struct engine_unit *unit,
                           struct file_numbers *files)
{
    for (uint32_t i = unit->is_model ? 2 : 1; i < unit->ir.n_files; i++) {
        const struct ir_file *file = &unit->ir.files[i];
        const char *path = ir_text(&unit->ir, file->path);

        if (*path == '/')
            vector_push(files, source_files_add(analysis->files, path, file->size, file->hash));
    }
}

static void add_absent_files(struct analysis *analysis, uint32_t number, struct file_numbers *files)
{
    struct path_list paths = {0};
    char **path;

    find_absent_headers(&analysis->units[number].ir, &analysis->sources[number], &paths);
    vector_each(path, &paths)
    {
        vector_push(files, source_files_add(analysis->files, *path, 0, ABSENT_HASH));
        g_free(*path);
    }
    vector_deinit(&paths);
}

/* A file may have been read under several names. */
static void make_unique(struct file_numbers *files)
{
    uint32_t kept = 0;

    if (files->count > 0)
        qsort(files->items, files->count, sizeof(*files->items), compare_numbers);
    for (uint32_t i = 0; i < files->count; i++) {
        if (kept == 0 || files->items[kept - 1] != files->items[i])
            files->items[kept++] = files->items[i];
    }
    files->count = kept;
}

void find_unit_files(struct analysis *analysis, uint32_t number, struct file_numbers *ret_files)
{
    struct engine_unit *unit = &analysis->units[number];
    struct file_numbers files = {0};

    if (!unit->has_ir || unit->is_model)
        add_main_file(analysis, unit, &files);
    if (unit->has_ir)
        add_read_files(analysis, unit, &files);
    if (unit->n_errors > 0)
        add_absent_files(analysis, number, &files);
    make_unique(&files);
    *ret_files = files;
}
