#include "engine/stopwatch.h"

#include <time.h>

static const int64_t second = INT64_C(1000000000);

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * second + time.tv_nsec;
}

static void begin_lap(void *data)
{
    struct stopwatch *watch = data;

    vector_push(&watch->laps, (struct stopwatch_lap){now(), 0});
}

static void end_lap(void *data, const char *function, uint64_t steps)
{
    struct stopwatch *watch = data;
    struct stopwatch_lap lap = vector_pop(&watch->laps);
    int64_t whole = now() - lap.began;

    if (watch->laps.count)
        vector_last(&watch->laps)->inner += whole;
    if (whole - lap.inner <= watch->slowest.nanoseconds)
        return;
    watch->slowest.nanoseconds = whole - lap.inner;
    watch->slowest.function = function;
    watch->slowest.steps = steps;
}

void stopwatch_init(struct stopwatch *watch)
{
    *watch = (struct stopwatch){
        .watcher = {.solve_begins = begin_lap, .solve_ends = end_lap, .data = watch},
        .began = now(),
    };
}

void stopwatch_deinit(struct stopwatch *watch)
{
    vector_deinit(&watch->laps);
}

void stopwatch_ask(struct stopwatch *watch)
{
    watch->slowest_question.began = now();
}

void stopwatch_answer(struct stopwatch *watch, const char *check, const struct creation *creation)
{
    int64_t nanoseconds = now() - watch->slowest_question.began;

    if (nanoseconds <= watch->slowest_question.nanoseconds)
        return;
    watch->slowest_question.nanoseconds = nanoseconds;
    watch->slowest_question.check = check;
    watch->slowest_question.at = creation->at;
}

double stopwatch_seconds(const struct stopwatch *watch)
{
    return (double)(now() - watch->began) / (double)second;
}
