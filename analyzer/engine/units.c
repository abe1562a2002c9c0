/* The units of an analysis: what the project compiles, then the user's models. */
#include "base/arena.h"
#include "base/hash.h"
#include "engine/analysis.h"
#include "engine/build_ids.h"
#include "engine/engine.h"
#include "engine/model_text.h"
#include "engine/models.h"
#include "frontend/frontend.h"
#include "project/project.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bound on a model file: the largest of ours has some hundred lines. */
enum { MAX_MODEL_BYTES = 16 << 20 };

/* Models and sources of equal name and flags must not share IR. */
static const uint64_t model_salt = 0x6d6f64656c;

const char *relative_to(const char *root, const char *file)
{
    size_t length = strlen(root);

    if (strncmp(file, root, length) == 0 && file[length] == '/')
        return file + length + 1;
    return file;
}

static void make_project_unit(struct analysis *analysis, uint32_t number)
{
    const struct project_unit *from = &analysis->project->units[number];

    analysis->units[number] = (struct engine_unit){
        .name = from->name,
        .file = from->file,
        .key = hash_mix(from->flags_key, front_end_id),
        .message = "",
    };
    analysis->sources[number] = (struct frontend_source){
        .file = from->file,
        .directory = from->directory,
        .arguments = from->arguments,
    };
}

/* A model is parsed as it will be when it is embedded. Its includes are found beside it. */
static bool make_model_unit(struct analysis *analysis, uint32_t number, const char *given,
                            GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *text = NULL;
    char *file = realpath(given, NULL);
    gsize size;

    if (!file) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                    "%s: %s: check the name after --models", given, g_strerror(errno));
        return false;
    }
    const char *path = arena_string(analysis->arena, file, strlen(file));
    free(file);
    if (!g_file_get_contents(path, &text, &size, &cause) || size > MAX_MODEL_BYTES) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                    "%s: can't be read as a model: %s: check the name after --models", given,
                    cause ? cause->message : "too large");
        return false;
    }
    size_t full_size;
    char *full = model_text_new(embedded_prelude, text, size, &full_size);
    g_ptr_array_add(analysis->buffers, full);
    g_autofree char *directory = g_path_get_dirname(path);
    analysis->units[number] = (struct engine_unit){
        .name = given,
        .file = path,
        .key = hash_mix(hash_mix(model_salt, analysis_id), front_end_id),
        .is_model = true,
        .message = "",
    };
    analysis->sources[number] = (struct frontend_source){
        .file = path,
        .directory = arena_string(analysis->arena, directory, strlen(directory)),
        .arguments = model_flags,
        .contents = full,
        .contents_size = full_size,
    };
    return true;
}

bool make_units(struct analysis *analysis, GError **error)
{
    const char *const *models = analysis->request->models;
    size_t n_models = 0;

    while (models && models[n_models])
        n_models++;
    analysis->n_project_units = (uint32_t)analysis->project->n_units;
    analysis->n_units = analysis->n_project_units + (uint32_t)n_models;
    analysis->units = ARENA_ARRAY(analysis->arena, struct engine_unit, analysis->n_units);
    analysis->sources = ARENA_ARRAY(analysis->arena, struct frontend_source, analysis->n_units);
    for (uint32_t i = 0; i < analysis->n_project_units; i++)
        make_project_unit(analysis, i);
    for (uint32_t i = 0; i < n_models; i++) {
        if (!make_model_unit(analysis, analysis->n_project_units + i, models[i], error))
            return false;
    }
    return true;
}
