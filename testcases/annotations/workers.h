/* A thread library of which only this header is in sight, with annotations. */
#ifndef WORKERS_H
#define WORKERS_H

#include "../../include/stranded/annotations.h"

struct worker;

/* Starts run(data) in a new thread; NULL when there is none to be had. */
struct worker *worker_start(void (*run)(void *data), void *data) STRANDED_SPAWNS(1, 2);

/* Waits until it has ended, and frees it. */
void worker_stop(struct worker *worker) STRANDED_JOINS(1);

/* How many items it has worked on; NULL is allowed for `ret_last`. */
int worker_count(const struct worker *worker, const char **ret_last) STRANDED_KEEPS_NOTHING;

/* The worker is stopped with the others, at the end. */
void worker_adopt(struct worker *worker) STRANDED_TAKES(1);

/* Says why, and ends the process. */
void worker_panic(const char *why) STRANDED_NEVER_RETURNS;

/* Nothing is said of this one. */
void worker_tune(struct worker *worker);

#endif
