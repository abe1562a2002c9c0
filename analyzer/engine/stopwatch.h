/* What the whole-program stage costs, and what in it costs most: CPU time of this process. For people and
 * benchmarks; nothing that is found or stored depends on it. */
#ifndef STRANDED_ENGINE_STOPWATCH_H
#define STRANDED_ENGINE_STOPWATCH_H

#include <stranded/check.h>

#include "base/vector.h"
#include "program/program.h"

#include <stdint.h>

struct stopwatch_lap {
    int64_t began, inner; /* nanoseconds; inner: what was spent on others meanwhile */
};

struct stopwatch {
    struct program_watcher watcher; /* to hand to the program */
    int64_t began;
    VECTOR(struct stopwatch_lap) laps; /* functions that are being solved */
    struct {
        int64_t nanoseconds; /* without the callees that were solved meanwhile */
        const char *function;
        uint64_t steps;
    } slowest;
    struct {
        int64_t began, nanoseconds;
        const char *check;
        struct source_place at;
    } slowest_question;
};

/* Begins. `watch` stays where it is. */
void stopwatch_init(struct stopwatch *watch);
void stopwatch_deinit(struct stopwatch *watch);
/* A check is asked about one creation. */
void stopwatch_ask(struct stopwatch *watch);
void stopwatch_answer(struct stopwatch *watch, const char *check, const struct creation *creation);
/* CPU seconds since it began. */
double stopwatch_seconds(const struct stopwatch *watch);

#endif
