/* Threads that a function of the program's starts for whoever calls it: the same thread is one creation in
 * that function, of which all callers are recorded, and one at each call. Where most callers lose their threads, it is
 * told of in the function, for that is the place to mend; else at the calls that do. Where some end theirs, each of the
 * others has its own to mend: the first is told of in the function, and the rest at their calls.
 *
 * Requires what ending.c requires. */
#include <stranded/check.h>

#include "program/ending.h"
#include "program/solver.h"

static struct creation_record *record_at(const struct program *program, uint32_t number)
{
    return &program->solution->creations.items.items[number];
}

static bool is_loss(const struct ending *ending)
{
    return ending->verdict == ENDS_NEVER || ending->verdict == ENDS_MAY;
}

/* The creation in the function that calls no other for it. */
static uint32_t innermost(const struct program *program, uint32_t number)
{
    while (record_at(program, number)->through)
        number = record_at(program, number)->through;
    return number;
}

/* Whether the call, or one of the functions that it goes through, seems to start it either way: then which
 * of them it does is not followed. In the innermost one that is so for the sake of different callers. */
static bool is_unsure(const struct program *program, const struct creation_record *record)
{
    if (record->face.thread.detached)
        return true;
    for (; record->through; record = record_at(program, record->through))
        if (record->detached_seen)
            return true;
    return false;
}

/* Whether the thread of that call is lost; found out once. */
static bool is_lost(const struct program *program, struct creation_record *record, unsigned events)
{
    if (record->told == TOLD_UNKNOWN) {
        struct ending ending = ending_of(program, record, events);
        record->told = is_loss(&ending) && !is_unsure(program, record) ? TOLD_LOST : TOLD_NOT;
    }
    return record->told == TOLD_LOST;
}

struct calls {
    uint32_t count, lost;
    const struct creation_record *first_lost;
};

static struct calls count_calls(const struct program *program, uint32_t inner, unsigned events)
{
    const struct creations *all = &program->solution->creations;
    struct calls calls = {0};

    for (uint32_t i = 1; i < all->items.count; i++) {
        struct creation_record *record = record_at(program, i);
        if (!record->through || record->passed_on || innermost(program, i) != inner)
            continue;
        calls.count++;
        if (!is_lost(program, record, events))
            continue;
        calls.lost++;
        if (!calls.first_lost)
            calls.first_lost = record;
    }
    return calls;
}

static bool is_most(const struct calls *calls)
{
    return calls->lost && 2 * calls->lost >= calls->count;
}

/* The function loses it before anybody who calls it could help. */
static bool is_lost_inside(const struct program *program, uint32_t inner)
{
    const struct creation_record *record = record_at(program, inner);

    for (uint32_t i = 0; i < record->losses.count; i++)
        if (record->losses.items[i].fn == record->fn &&
            ending_may_lose(program, &record->losses.items[i]))
            return true;
    return false;
}

static struct ending in_function(const struct program *program,
                                 const struct creation_record *record, const struct calls *calls,
                                 unsigned events)
{
    struct ending none = {.verdict = ENDS_UNKNOWN};

    if (!calls->count || is_lost_inside(program, record->face.number))
        return ending_of(program, record, events);
    if (!is_most(calls))
        return none;
    struct ending ending = ending_of(program, calls->first_lost, events);
    ending.about = &calls->first_lost->face;
    return ending;
}

struct ending program_ending(const struct program *program, const struct creation *creation,
                             unsigned events)
{
    const struct creation_record *record = record_at(program, creation->number);
    uint32_t inner = innermost(program, creation->number);
    struct ending none = {.verdict = ENDS_UNKNOWN};

    if (record->kind != OBJECT_THREAD || (!record->through && !record->passed_on))
        return ending_of(program, record, events);
    struct calls calls = count_calls(program, inner, events);
    if (!record->through)
        return in_function(program, record, &calls, events);
    bool is_told_inside =
        is_most(&calls) && (calls.lost == calls.count || record == calls.first_lost);
    if (record->passed_on || is_unsure(program, record) || is_told_inside ||
        is_lost_inside(program, inner))
        return none;
    return ending_of(program, record, events);
}
