/* The IR of one file, for people. */
#include "base/arena.h"
#include "engine/engine.h"
#include "engine/workers.h"
#include "frontend/frontend.h"
#include "ir/codec.h"
#include "ir/ir.h"
#include "ir/print.h"
#include "project/project.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const default_flags[] = {"clang", "-D_GNU_SOURCE", NULL};

struct dump {
    const char *file; /* as the user named it */
    const char *function;
    enum engine_dump detail;
    GString *out;
};

/* ---- flags ---- */

/* The project that was asked for, or one around the working folder; NULL = none, which is no failure
 * unless one was asked for. */
static bool open_project(const struct engine_place *place, struct project **ret_project,
                         GError **error)
{
    *ret_project = NULL;
    if (place->sources)
        return project_guess(place->sources, ret_project, error);
    if (place->project)
        return project_open(place->project, ret_project, error);
    if (!project_open(NULL, ret_project, NULL))
        *ret_project = NULL;
    return true;
}

/* As the project compiles the file; the first unit where it does so several times. */
static void take_flags(const struct project *project, struct frontend_source *source)
{
    for (size_t i = 0; project && i < project->n_units; i++) {
        if (strcmp(project->units[i].file, source->file) != 0)
            continue;
        source->arguments = project->units[i].arguments;
        source->directory = project->units[i].directory;
        return;
    }
}

/* ---- printing ---- */

static bool print_unit(const struct dump *dump, const struct ir_unit *unit)
{
    struct arena *scratch = arena_new();
    bool found = false;

    for (uint32_t i = 1; i < unit->n_functions; i++) {
        const struct ir_function *fn = &unit->functions[i];
        const char *name = ir_text(unit, unit->symbols[fn->symbol.index].name);

        if (dump->function && strcmp(dump->function, name) != 0)
            continue;
        if (found)
            g_string_append_c(dump->out, '\n');
        found = true;
        g_string_append(dump->out,
                        ir_print_function(unit, fn,
                                          dump->detail == ENGINE_DUMP_LOCATIONS ? IR_PRINT_LOCATIONS
                                                                                : IR_PRINT_PLAIN,
                                          scratch));
        arena_reset(scratch);
    }
    arena_free(scratch);
    return found || !dump->function;
}

static enum engine_error code_of(enum frontend_status status)
{
    return status == FRONTEND_NO_LIBCLANG || status == FRONTEND_NO_HEADERS ? ENGINE_ERROR_FRONT_END
                                                                           : ENGINE_ERROR_INPUT;
}

static bool take_unit(void *data, const struct worker_result *result, GError **error)
{
    const struct dump *dump = data;
    struct ir_unit unit;
    const char *reason = result->message;
    bool is_good =
        result->status == FRONTEND_OK && ir_decode(result->ir, result->ir_size, &unit, &reason);

    if (!is_good) {
        g_set_error(error, ENGINE_ERROR, code_of(result->status), "%s: %s", dump->file, reason);
    } else if (!print_unit(dump, &unit)) {
        is_good = false;
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                    "%s: has no function '%s': dump-ir without a name prints all", dump->file,
                    dump->function);
    }
    free(result->ir);
    return is_good;
}

static bool do_nothing(void *data, GError **error)
{
    (void)data;
    (void)error;
    return true;
}

bool engine_dump_ir(const struct engine_place *place, const char *file, const char *function,
                    enum engine_dump detail, GString *out, GError **error)
{
    g_autofree char *directory = g_get_current_dir();
    struct dump dump = {file, function, detail, out};
    struct project *project;
    const uint32_t order[] = {0};
    char *real = realpath(file, NULL);

    if (!real) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT, "%s: %s: check the name", file,
                    g_strerror(errno));
        return false;
    }
    struct frontend_source source = {
        .file = real, .directory = directory, .arguments = default_flags};
    bool is_good = open_project(place, &project, error);
    if (is_good) {
        take_flags(project, &source);
        struct worker_job job = {.sources = &source,
                                 .order = order,
                                 .n_order = 1,
                                 .jobs = 1,
                                 .cancel_fd = -1,
                                 .data = &dump,
                                 .take = take_unit,
                                 .idle = do_nothing};
        is_good = workers_run(&job, error);
        project_free(project);
    }
    free(real);
    return is_good;
}
