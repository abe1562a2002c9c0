/* Threads of which it is not known how they stop, since a bound was reached: taken to stop, and counted.
 *
 * Requires solve. */
#include "program/solver.h"
#include "program/stops_inside.h"
#include "program/stops.h"

void stops_give_up(const struct question *question)
{
    bitset_add(&question->program->stop_facts->given_up, question->start->body);
}

uint64_t stops_count_given_up(const struct program *program)
{
    const struct bitset *given_up = &program->stop_facts->given_up;
    uint64_t count = 0;

    for (uint32_t f = bitset_next(given_up, 1); f < given_up->size;
         f = bitset_next(given_up, f + 1))
        count += program->solution->summaries[f].status != SUMMARY_GIVEN_UP;
    return count;
}
