/* The units of an analysis: what the project compiles, then the user's models. */
#include "base/arena.h"
#include "base/hash.h"
#include "engine/analysis.h"
#include "engine/build_ids.h"
#include "engine/engine.h"
#include "engine/model_text.h"
#include "engine/models.h"
#include "engine/overlays.h"
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

/* ---- which units ---- */

/* Units of the project that the request leaves, and those that only an overlay has. */
struct choice {
    const struct analysis *analysis;
    const struct project_unit **units; /* by file */
    uint32_t count;
};

static const struct project_unit *find_unit(const struct project_unit *units, size_t count,
                                            const char *file)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(units[i].file, file) == 0)
            return &units[i];
    }
    return NULL;
}

static size_t common_prefix(const char *a, const char *b)
{
    size_t length = 0;

    while (a[length] && a[length] == b[length])
        length++;
    return length;
}

/* A unit with the flags of the one whose name has the longest beginning in common with it. */
static const struct project_unit *make_like_nearest(const struct analysis *analysis,
                                                    const char *file)
{
    const struct project *project = analysis->project;
    struct project_unit *unit = ARENA_NEW(analysis->arena, struct project_unit);
    const struct project_unit *nearest = &project->units[0];
    size_t most = 0;

    for (size_t i = 0; i < project->n_units; i++) {
        size_t length = common_prefix(project->units[i].file, file);

        if (length <= most)
            continue;
        most = length;
        nearest = &project->units[i];
    }
    *unit = *nearest;
    unit->file = file;
    unit->name = relative_to(project->root, file);
    return unit;
}

static void choose_overlaid(struct choice *choice)
{
    const struct engine_request *request = choice->analysis->request;
    const struct project *project = choice->analysis->project;

    for (size_t i = 0; i < project->n_missing_units; i++) {
        if (find_overlay(request, project->missing_units[i].file))
            choice->units[choice->count++] = &project->missing_units[i];
    }
    for (size_t i = 0; i < request->n_overlays; i++) {
        const struct engine_overlay *overlay = &request->overlays[i];

        if (overlay->adds_unit && !find_unit(project->units, project->n_units, overlay->path) &&
            !find_unit(project->missing_units, project->n_missing_units, overlay->path))
            choice->units[choice->count++] = make_like_nearest(choice->analysis, overlay->path);
    }
}

/* Units of one file lie in one array, so their addresses tell their order. */
static int compare_files(const void *left, const void *right)
{
    const struct project_unit *a = *(const struct project_unit *const *)left;
    const struct project_unit *b = *(const struct project_unit *const *)right;
    int order = strcmp(a->file, b->file);

    return order != 0 ? order : (a > b) - (a < b);
}

static struct choice choose_units(const struct analysis *analysis)
{
    const struct engine_request *request = analysis->request;
    const struct project *project = analysis->project;
    size_t most = project->n_units + project->n_missing_units + request->n_overlays;
    struct choice choice = {analysis,
                            ARENA_ARRAY(analysis->arena, const struct project_unit *, most), 0};

    for (size_t i = 0; i < project->n_units; i++) {
        if (!is_overlaid_absent(request, project->units[i].file))
            choice.units[choice.count++] = &project->units[i];
    }
    if (request->n_overlays == 0)
        return choice;
    choose_overlaid(&choice);
    qsort(choice.units, choice.count, sizeof(*choice.units), compare_files);
    return choice;
}

/* ---- making them ---- */

static void make_project_unit(struct analysis *analysis, const struct project_unit *from,
                              uint32_t number)
{
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
    struct choice choice = choose_units(analysis);
    analysis->n_project_units = choice.count;
    analysis->n_units = analysis->n_project_units + (uint32_t)n_models;
    analysis->units = ARENA_ARRAY(analysis->arena, struct engine_unit, analysis->n_units);
    analysis->sources = ARENA_ARRAY(analysis->arena, struct frontend_source, analysis->n_units);
    for (uint32_t i = 0; i < analysis->n_project_units; i++)
        make_project_unit(analysis, choice.units[i], i);
    for (uint32_t i = 0; i < n_models; i++) {
        if (!make_model_unit(analysis, analysis->n_project_units + i, models[i], error))
            return false;
    }
    return true;
}
