/* Worker processes that parse: a source that kills or hangs the parser costs that source alone.
 *
 * The parent never loads libclang and starts no thread. Each worker is forked from it, so that both
 * know the same table of sources and only numbers travel:
 *
 *   parent ── number of a source ──► worker      (a socket pair each; up to WORKER_QUEUE numbers wait
 *          ◄── header, IR, message ──             in it, so that a worker never waits for the parent)
 *
 * A worker that ends before it has answered is named in the result of the source that it was at;
 * what else waited in its socket goes to the next one. */
#ifndef STRANDED_ENGINE_WORKERS_H
#define STRANDED_ENGINE_WORKERS_H

#include "frontend/frontend.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bounds on one source. Over one of them, the worker is killed: a gap, named with the reason. */
#define WORKER_DEFAULT_SECONDS 120                 /* wall time */
#define WORKER_MEMORY_BYTES    ((uint64_t)6 << 30) /* address space */
#define WORKER_STACK_BYTES     ((size_t)256 << 20)

/* What became of one source. */
struct worker_result {
    uint32_t number; /* of the source in the table */
    enum frontend_status status;
    const char *message; /* why it was not parsed, one line; "" = it was */
    void *ir;            /* encoded, aligned to 8, NULL = none; the receiver frees it with free() */
    size_t ir_size;
    double seconds; /* of CPU time that it took; 0 = not known */
};

/* What to parse, and whom to tell. */
struct worker_job {
    const struct frontend_source *sources; /* the table */
    const uint32_t *order;                 /* numbers of those to parse, in the order to begin */
    size_t n_order;
    struct frontend *frontend; /* open, for the workers to inherit; NULL = each opens its own */
    unsigned jobs;             /* workers at a time, at least 1 */
    unsigned seconds;          /* a source may take; 0 = WORKER_DEFAULT_SECONDS */
    int cancel_fd;             /* readable = stop; -1 = none */
    void *data;                /* handed to the three below */
    /* A source is given to a worker. May be NULL. */
    void (*begin)(void *data, uint32_t number);
    /* A source is done; in no particular order. False, with an error, ends it all. */
    bool (*take)(void *data, const struct worker_result *result, GError **error);
    /* Called at least every WORKER_IDLE_MILLISECONDS, whatever happens. False, with an error, ends it
     * all. */
    bool (*idle)(void *data, GError **error);
};

#define WORKER_IDLE_MILLISECONDS 200

/* Parses all of it, each source once. False when a callback fails, when no worker can be started, or
 * with ENGINE_ERROR_CANCELLED; no worker is left behind then. */
bool workers_run(const struct worker_job *job, GError **error) __attribute__((warn_unused_result));

#endif
