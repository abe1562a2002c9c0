/* Private: which of the sources that have to be parsed begin with the same headers, and what was precompiled
 * for them.
 *
 * Sources are a group if their folder, their flags and their first directives are equal. What the group's
 * longest common beginning includes is parsed once, in a worker, and kept (header_cache.h). The first of them is
 * parsed as it is meanwhile: a header that is a small part of it would cost the others more than it spares. */
#ifndef STRANDED_ENGINE_SHARED_HEADERS_H
#define STRANDED_ENGINE_SHARED_HEADERS_H

#include "base/arena.h"
#include "engine/workers.h"
#include "frontend/frontend.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shared_headers;

/* Looks for groups among the sources of those numbers. The plan lives in the arena; the caller calls
 * shared_headers_finish(). `store_file` is the store beside which headers are kept; NULL = none are used. */
enum headers_use {
    HEADERS_ARE_MADE, /* where they are worth it, and kept */
    HEADERS_ARE_USED, /* if they are there */
};
struct shared_headers *shared_headers_plan(struct frontend_source *sources, uint32_t n_sources,
                                           const uint32_t *order, size_t n_order,
                                           const char *store_file, enum headers_use use,
                                           struct arena *arena);
/* Accepts NULL. */
void shared_headers_finish(struct shared_headers *plan);

/* The sources, and behind them a header for each group that has none yet. */
const struct frontend_source *shared_headers_sources(const struct shared_headers *plan);
/* Numbers of what is to be parsed first: those headers, then one source of each group, which shows what sharing
 * spares. */
const uint32_t *shared_headers_first(const struct shared_headers *plan, size_t *ret_count);
/* And all others. Called when the first are done: takes up the headers that are worth it. */
const uint32_t *shared_headers_second(struct shared_headers *plan, size_t *ret_count);

/* Whether the number is that of a header. */
bool shared_headers_is_header(const struct shared_headers *plan, uint32_t number);
/* A header has been parsed, or could not be. Takes the result's IR. */
void shared_headers_take(struct shared_headers *plan, const struct worker_result *result);
/* A source has been parsed: what it took tells what the header would spare others. */
void shared_headers_note(struct shared_headers *plan, const struct worker_result *result);

/* Groups for which there is a precompiled header by now, and sources that begin with one. */
struct shared_counts {
    uint32_t made, kept, sources;
};
struct shared_counts shared_headers_counts(const struct shared_headers *plan);

#endif
