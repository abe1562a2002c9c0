/* Parses what is not up to date. Requires `is_current`; yields status, contents and IR of the other
 * units, and the store's copy of them. */
#include "base/arena.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/memory.h"
#include "engine/overlays.h"
#include "engine/shared_headers.h"
#include "engine/source_files.h"
#include "engine/turns.h"
#include "engine/unit_files.h"
#include "engine/workers.h"
#include "frontend/frontend.h"
#include "ir/codec.h"
#include "ir/meaning.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Units that wait to be stored: a transaction is short, so that other runs need not wait, and takes
 * many of them, since each costs a synchronization with the disk. A kill loses those that wait. */
enum { MAX_WAITING = 32 };
static const gint64 longest_wait = G_USEC_PER_SEC / 2;

struct waiting {
    uint32_t number;
    size_t ir_size;
    const void *ir;
    struct file_numbers files; /* owned */
};

struct parsing {
    struct analysis *analysis;
    struct shared_headers *headers;
    VECTOR(struct waiting) waiting;
    gint64 flushed; /* monotonic microseconds */
    size_t done, total;
    size_t n_first;      /* units of the files that early findings are wanted of, still to come */
    const char *current; /* name of the unit that was begun last */
};

/* ---- storing ---- */

static bool save_unit(struct analysis *analysis, const struct waiting *waiting, GError **error)
{
    const struct engine_unit *unit = &analysis->units[waiting->number];
    struct store_unit stored = {
        .name = unit->name,
        .file = unit->file,
        .flags_key = unit->key,
        .status = unit->status,
        .message = unit->message,
        .n_errors = unit->n_errors,
        .files = waiting->files.items,
        .n_files = waiting->files.count,
        .ir_size = waiting->ir_size,
        .meaning = unit->meaning,
    };

    if (unit->has_ir) {
        stored.n_functions = unit->ir.n_functions > 0 ? unit->ir.n_functions - 1 : 0;
        for (uint32_t i = 1; i < unit->ir.n_functions; i++)
            stored.n_unknown += unit->ir.functions[i].n_unknown;
    }
    return store_save_unit(analysis->store, &stored, source_files_items(analysis->files),
                           waiting->ir, error);
}

static bool save_waiting(struct parsing *parsing, GError **error)
{
    struct store *store = parsing->analysis->store;
    struct waiting *waiting;
    bool is_good = true;

    parsing->flushed = g_get_monotonic_time();
    if (parsing->waiting.count == 0)
        return true;
    if (!store_begin(store, error))
        return false;
    vector_each(waiting, &parsing->waiting)
    {
        if (is_good)
            is_good = save_unit(parsing->analysis, waiting, error);
    }
    is_good = is_good && store_commit(store, error);
    if (!is_good)
        store_rollback(store);
    vector_each(waiting, &parsing->waiting) vector_deinit(&waiting->files);
    vector_clear(&parsing->waiting);
    return is_good;
}

/* ---- one result ---- */

/* Without libclang there is nothing to go on with. */
static bool is_usable(const struct worker_result *result, GError **error)
{
    if (result->status != FRONTEND_NO_LIBCLANG && result->status != FRONTEND_NO_HEADERS)
        return true;
    g_set_error_literal(error, ENGINE_ERROR, ENGINE_ERROR_FRONT_END, result->message);
    return false;
}

static bool is_good_model(const struct engine_unit *unit, GError **error)
{
    if (unit->status == FRONTEND_OK && unit->n_errors == 0)
        return true;
    if (unit->status == FRONTEND_OK)
        g_set_error(
            error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
            "%s: the model does not compile (%u errors): try cc -fsyntax-only -ffreestanding",
            unit->name, unit->n_errors);
    else
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT, "%s: the model can't be parsed: %s",
                    unit->name, unit->message);
    return false;
}

static void adopt(struct analysis *analysis, struct engine_unit *unit,
                  const struct worker_result *result)
{
    const char *reason;

    unit->status = result->status;
    unit->message = arena_string(analysis->arena, result->message, strlen(result->message));
    unit->is_parsed = true;
    unit->meaning = 0;
    unit->n_errors = 0;
    unit->has_ir = false;
    if (result->ir)
        g_ptr_array_add(analysis->buffers, result->ir);
    if (unit->status != FRONTEND_OK)
        return;
    if (result->ir && ir_decode(result->ir, result->ir_size, &unit->ir, &reason)) {
        unit->has_ir = true;
        unit->meaning = ir_meaning(&unit->ir);
        unit->n_errors = unit->ir.n_errors;
        return;
    }
    unit->status = FRONTEND_CRASHED;
    unit->message = "the parser's answer is damaged";
}

/* Units that are compared with what they were: after more changes than that, all is solved. */
enum { MAX_COMPARED = 64 };

/* What the unit was, before it is stored anew. A store that fails here fails again when the unit is
 * saved. */
static void keep_before(const struct parsing *parsing, struct engine_unit *unit)
{
    struct analysis *analysis = parsing->analysis;
    struct ir_unit *before = ARENA_NEW(analysis->arena, struct ir_unit);
    const void *bytes = NULL;
    const char *reason;
    size_t size = 0;

    if (parsing->total > MAX_COMPARED || !unit->has_ir || !unit->stored ||
        unit->stored->meaning == 0 ||
        !store_load_ir(analysis->store, unit->stored->id, analysis->arena, &bytes, &size, NULL) ||
        !bytes || !ir_decode(bytes, size, before, &reason) ||
        ir_meaning(before) != unit->stored->meaning)
        return;
    unit->before = before;
}

static void tell(const struct parsing *parsing)
{
    const struct engine_request *request = parsing->analysis->request;
    struct engine_progress progress = {ENGINE_PARSING, parsing->done, parsing->total,
                                       parsing->current};

    if (request->progress)
        request->progress(request->progress_data, &progress);
}

static void tell_early(struct parsing *parsing, const struct engine_unit *unit)
{
    const struct engine_request *request = parsing->analysis->request;

    if (parsing->n_first > 0)
        parsing->n_first -= turns_is_first(parsing->analysis, unit);
    if (request->early && parsing->n_first == 0)
        request->early(request->progress_data, parsing->analysis);
}

static void begin_unit(void *data, uint32_t number)
{
    struct parsing *parsing = data;

    if (shared_headers_is_header(parsing->headers, number)) /* of which nobody has to know */
        return;
    parsing->current = parsing->analysis->units[number].name;
    tell(parsing);
}

/* A unit that read an overlaid file is not what is on disk: it is kept in memory, if anywhere. */
static void keep_overlaid(struct analysis *analysis, struct engine_unit *unit,
                          const struct worker_result *result, const struct file_numbers *files)
{
    const struct store_file *items = source_files_items(analysis->files);
    struct memory_file *kept = ARENA_ARRAY(analysis->arena, struct memory_file, files->count);

    if (!analysis->request->memory)
        return;
    for (uint32_t i = 0; i < files->count; i++) {
        const struct store_file *file = &items[files->items[i]];
        kept[i] = (struct memory_file){file->path, file->size, file->hash};
    }
    memory_put(analysis->request->memory, unit, MEMORY_OVERLAID, unit->has_ir ? result->ir : NULL,
               result->ir_size, kept, files->count);
}

static bool take_unit(void *data, const struct worker_result *result, GError **error)
{
    struct parsing *parsing = data;
    struct analysis *analysis = parsing->analysis;
    struct waiting waiting = {.number = result->number};

    if (!is_usable(result, error)) {
        free(result->ir);
        return false;
    }
    if (shared_headers_is_header(parsing->headers, result->number)) {
        shared_headers_take(parsing->headers, result);
        return true;
    }
    shared_headers_note(parsing->headers, result);
    struct engine_unit *unit = &analysis->units[result->number];
    adopt(analysis, unit, result);
    if (unit->is_model && !is_good_model(unit, error))
        return false;
    keep_before(parsing, unit);
    if (unit->has_ir) {
        waiting.ir = result->ir;
        waiting.ir_size = result->ir_size;
    }
    find_unit_files(analysis, result->number, &waiting.files);
    if (reads_overlay(analysis, waiting.files.items, waiting.files.count)) {
        keep_overlaid(analysis, unit, result, &waiting.files);
        vector_deinit(&waiting.files);
    } else {
        vector_push(&parsing->waiting, waiting);
    }
    parsing->done++;
    tell(parsing);
    tell_early(parsing, unit);
    return parsing->waiting.count < MAX_WAITING || save_waiting(parsing, error);
}

static bool save_in_time(void *data, GError **error)
{
    struct parsing *parsing = data;

    tell(parsing);
    if (g_get_monotonic_time() - parsing->flushed < longest_wait)
        return true;
    return save_waiting(parsing, error);
}

/* ---- all of them ---- */

struct ordered {
    uint32_t number;
    enum turn turn;
    int64_t size;
};

/* The biggest files first, so that none of them is begun when all others are done. */
static int compare_turns(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;

    if (a->turn != b->turn)
        return a->turn < b->turn ? -1 : 1;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static uint32_t *order_of(const struct analysis *analysis, size_t *ret_count)
{
    struct ordered *items = ARENA_ARRAY(analysis->arena, struct ordered, analysis->n_units);
    uint32_t *order = ARENA_ARRAY(analysis->arena, uint32_t, analysis->n_units);
    const enum turn *turns = turns_find(analysis);
    size_t count = 0;
    struct stat status;

    for (uint32_t i = 0; i < analysis->n_units; i++) {
        if (!analysis->units[i].is_current && !analysis->units[i].has_ir &&
            !analysis->units[i].is_elsewhere)
            items[count++] = (struct ordered){
                i, turns[i],
                stat(analysis->units[i].file, &status) == 0 ? (int64_t)status.st_size : 0};
    }
    qsort(items, count, sizeof(*items), compare_turns);
    for (size_t i = 0; i < count; i++)
        order[i] = items[i].number;
    *ret_count = count;
    return order;
}

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

/* Units that are stored and not the project's any more. */
static bool remove_gone(struct analysis *analysis, bool has_parsed, GError **error)
{
    uint32_t *kept = ARENA_ARRAY(analysis->arena, uint32_t, analysis->n_units);
    uint32_t *gone = ARENA_ARRAY(analysis->arena, uint32_t, analysis->stored.count);
    size_t n_kept = 0, n_gone = 0;

    for (uint32_t i = 0; i < analysis->n_units; i++) {
        if (analysis->units[i].stored)
            kept[n_kept++] = analysis->units[i].stored->id;
    }
    qsort(kept, n_kept, sizeof(*kept), compare_numbers);
    for (uint32_t i = 0; i < analysis->stored.count; i++) {
        uint32_t id = analysis->stored.items[i].id;
        if (!bsearch(&id, kept, n_kept, sizeof(*kept), compare_numbers))
            gone[n_gone++] = id;
    }
    if (n_gone == 0 && !has_parsed)
        return true;
    return store_remove_units(analysis->store, gone, n_gone, error);
}

static unsigned n_workers(const struct engine_request *request)
{
    return request->jobs > 0 ? request->jobs : g_get_num_processors();
}

/* Where precompiled headers are kept; NULL = none are wanted. A file that is to be taken as not there is there for
 * the parser. */
static const char *beside_store(const struct analysis *analysis)
{
    bool alone = analysis->request->parses_alone || analysis->request->n_absent > 0;

    return alone ? NULL : store_file(analysis->store);
}

static struct shared_headers *plan_headers(struct analysis *analysis, const uint32_t *order,
                                           size_t count)
{
    bool only_uses = has_overlays(analysis->request);

    return shared_headers_plan(analysis->sources, analysis->n_units, order, count,
                               beside_store(analysis),
                               only_uses ? HEADERS_ARE_USED : HEADERS_ARE_MADE, analysis->arena);
}

static bool parse_all(struct parsing *parsing, GError **error)
{
    struct analysis *analysis = parsing->analysis;
    struct worker_job job = {
        .sources = shared_headers_sources(parsing->headers),
        .jobs = n_workers(analysis->request),
        .seconds = analysis->request->unit_seconds,
        .cancel_fd = analysis->request->cancel_fd,
        .data = parsing,
        .begin = begin_unit,
        .take = take_unit,
        .idle = save_in_time,
    };

    if (analysis->request->memory)
        job.frontend = memory_frontend(analysis->request->memory);
    job.order = shared_headers_first(parsing->headers, &job.n_order);
    if (job.n_order > 0 && !workers_run(&job, error))
        return false;
    job.order = shared_headers_second(parsing->headers, &job.n_order);
    return job.n_order == 0 || workers_run(&job, error);
}

static void note_shared(const struct parsing *parsing)
{
    struct shared_counts counts = shared_headers_counts(parsing->headers);

    if (parsing->analysis->request->measures)
        add_notice(parsing->analysis,
                   "shared headers: %u made, %u kept from earlier runs, for %u of %zu units",
                   counts.made, counts.kept, counts.sources, parsing->total);
}

bool parse_units(struct analysis *analysis, GError **error)
{
    struct parsing parsing = {.analysis = analysis, .flushed = g_get_monotonic_time()};
    const uint32_t *order = order_of(analysis, &parsing.total);
    struct waiting *waiting;
    bool is_good = true;

    for (size_t i = 0; i < parsing.total; i++)
        parsing.n_first += turns_is_first(analysis, &analysis->units[order[i]]);
    if (parsing.total > 0) {
        parsing.headers = plan_headers(analysis, order, parsing.total);
        is_good = parse_all(&parsing, error);
        note_shared(&parsing);
        shared_headers_finish(parsing.headers);
        /* Whatever went wrong, what is done is done; the first error is the one to tell. */
        is_good = save_waiting(&parsing, is_good ? error : NULL) && is_good;
    }
    /* Empty, unless the store could not even begin to write. */
    vector_each(waiting, &parsing.waiting) vector_deinit(&waiting->files);
    vector_deinit(&parsing.waiting);
    if (!is_good || has_overlays(analysis->request)) /* which say nothing of what is gone */
        return is_good;
    return remove_gone(analysis, parsing.total > 0, error);
}
