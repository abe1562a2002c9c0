/* The joins that a thread's stop is about (stops.h). */
#include "program/elements.h"
#include "program/ending.h"
#include "program/solver.h"
#include "program/stops.h"

static void add_join(struct points *joins, struct point join)
{
    for (uint32_t i = 0; i < joins->count; i++)
        if (joins->items[i].fn == join.fn && joins->items[i].instr == join.instr)
            return;
    vector_push(joins, join);
}

/* Adds the joins that read the handle from the class of places. */
static void add_joins_at(const struct program *program, const struct creation_record *record,
                         struct key key, struct points *joins)
{
    const struct creations *all = &program->solution->creations;
    uint32_t at = creations_first_of_class(program, &all->first_site, key);

    for (; at; at = all->next_site[at - 1]) {
        const struct end_site *site = &all->sites.items[at - 1];
        const struct fn *fn = &program->fns[site->fn];
        if (!(site->events & EVENT_JOIN) || !holders_match(program->holders, key, site->key) ||
            !ending_counts(program, record, site->fn))
            continue;
        uint32_t call = graph_first_call(fn, site->instr);
        add_join(joins, (struct point){site->fn, fn->calls[call].block, site->instr});
    }
}

/* The same for what the starting call yields, and for the fields and globals that it hands over: it may keep the
 * handle there, in an array behind a pointer too. */
static void add_joins_of_arguments(const struct program *program,
                                   const struct creation_record *record, const struct start *start,
                                   struct points *joins)
{
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];

    for (uint32_t i = 0; i <= call->arguments.count; i++) {
        struct key key = {.last = element_of_place(program, start->fn, call->dst)};
        if (i)
            key.last = element_of_operand(program, start->fn,
                                          fn->unit->operands[call->arguments.first + i - 1]);
        if (key.last && key.last < elements_named(program))
            add_joins_at(program, record, key, joins);
    }
}

/* Adds the joins in the functions that the call leads to, of the class that the start puts the handle into: that is
 * where somebody waits. False where none is in sight. */
static bool add_joins_below(const struct program *program, const struct creation_record *record,
                            const struct start *start, const struct end_point *end,
                            struct points *joins)
{
    const struct fn *fn = &program->fns[end->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, end->instr)];
    struct points all = {0};
    uint32_t before = joins->count;

    if (start)
        add_joins_of_arguments(program, record, start, &all);
    for (uint32_t i = 0; !start && i < record->starts.count; i++)
        add_joins_of_arguments(program, record, &record->starts.items[i], &all);
    for (uint32_t i = 0; i < all.count; i++)
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (!program->fns[site->targets.items[k]].is_model &&
                bitset_has(functions_below(program->stop_facts, site->targets.items[k]),
                           all.items[i].fn)) {
                add_join(joins, all.items[i]);
                break;
            }
    vector_deinit(&all);
    return joins->count > before;
}

/* Whether the function hands out the thread's handle as its result, and nowhere else. */
static bool returns_handle(const struct program *program, uint32_t number)
{
    const struct summary *summary = &program->solution->summaries[number];
    bool returns = false;

    for (uint32_t i = 0; i < summary->n_outcomes && summary->status == SUMMARY_SOLVED; i++) {
        const struct outcome *outcome = &summary->outcomes[i];
        returns |= outcome->result.kind == VALUE_HANDLE;
        for (uint32_t k = 0; k < outcome->n_writes; k++)
            if (outcome->writes[k].value.kind == VALUE_HANDLE)
                return false;
    }
    return returns;
}

/* Whether the call that starts the thread throws away the handle that it returns: nobody can wait for it then, and who
 * waits for one that was started by the same function waits for another. */
static bool is_thrown_away(const struct program *program, const struct start *start)
{
    const struct fn *fn = &program->fns[start->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, start->instr)];

    return !fn->unit->instrs[start->instr].dst.index && site->targets.count == 1 &&
           !site->unresolved && !program->fns[site->targets.items[0]].is_model &&
           returns_handle(program, site->targets.items[0]);
}

/* Every join that may be of the creation's threads, or (not NULL) only of those that are started there. */
struct points stops_joins_of_start(const struct program *program,
                                   const struct creation_record *record, const struct start *start)
{
    struct points joins = {0};
    bool is_start = false;

    if (start && is_thrown_away(program, start))
        return joins;
    for (uint32_t i = 0; i < record->ends.count; i++) {
        const struct end_point *end = &record->ends.items[i];
        if (end->events & EVENT_JOIN && !add_joins_below(program, record, start, end, &joins))
            vector_push(&joins, (struct point){end->fn, end->block, end->instr});
    }
    /* a function that makes threads for others: each of its callers keeps them elsewhere */
    for (uint32_t k = 0; start && k < record->keepings.count; k++) {
        const struct keeping *keeping = &record->keepings.items[k];
        if (keeping->fn != start->fn || keeping->instr != start->instr)
            continue;
        add_joins_at(program, record, keeping->key, &joins);
        is_start = true;
    }
    uint32_t before = joins.count;
    if (start && !is_start)
        add_joins_of_arguments(program, record, start, &joins);
    /* where it is not known which of several keeps it, the joins of the others say nothing */
    is_start |= joins.count > before || (start && record->unknown && record->starts.count > 1);
    for (uint32_t k = 0; !is_start && k < record->classes.count; k++)
        add_joins_at(program, record, record->classes.items[k], &joins);
    return joins;
}

struct points stops_joins(const struct program *program, const struct creation_record *record)
{
    return stops_joins_of_start(program, record, NULL);
}
