/* Which of several programs serve: those of which some code runs at steady state. A project has others beside them, such as
 * tests and tools, which share its units. What those do with a container happens in another process: that a test empties
 * it again and again says nothing of the server. */
#include "program/growth_inside.h"

/* Whether the unit is of a program that serves, or may be: what no main draws in is of any program. */
static bool serves(const struct growth_facts *facts, uint32_t fn)
{
    return !bitset_has(&facts->idle, facts->program->fns[fn].input);
}

/* Fills idle. Yields whether there are such units. */
static bool find_idle(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    struct bitset serving = bitset_new(facts->scratch, program->n_programs);
    bool any = false, idle = false;

    for (uint32_t fn = bitset_next(&facts->steady->fns, 1); fn < program->n_fns;
         fn = bitset_next(&facts->steady->fns, fn + 1)) {
        uint32_t root = contexts_root(program, facts->steady->way[fn].origin);
        bitset_add_all(&serving, &program->programs_of[program->fns[root].input]);
        any = true;
    }
    bitset_add(&serving, 0);
    for (uint32_t input = 0; any && input < program->n_inputs; input++)
        if (!bitset_meets(&program->programs_of[input], &serving))
            idle |= bitset_add(&facts->idle, input);
    return idle;
}

static bool is_per_event(const struct program *program, uint32_t fn)
{
    enum { ENTRY = 1 };

    return contexts_often(program, fn, ENTRY) == OFTEN_PER_EVENT;
}

/* Whether the function is called again and again from where a program that serves comes to. */
static bool is_called_again(const struct growth_facts *facts, uint32_t number)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_called_at; i++) {
        uint32_t from = fn->called_at[i].fn;
        if (program->fns[from].is_model || !serves(facts, from))
            continue;
        uint32_t block = program->fns[from].calls[fn->called_at[i].call].block;
        if (bitset_has(&facts->again, from) ||
            (!is_per_event(program, from) &&
             contexts_often(program, from, block) == OFTEN_PER_EVENT))
            return true;
    }
    return false;
}

static void find_again(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    VECTOR(uint32_t) todo = {0};

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        if (fn->is_model || !is_per_event(program, number) || !serves(facts, number))
            continue;
        bool is_root = fn->escapes || fn->address_taken || members_is_public(program, number);
        if ((is_root || serves(facts, contexts_root(program, number)) ||
             is_called_again(facts, number)) &&
            bitset_add(&facts->again, number))
            vector_push(&todo, number);
    }
    while (todo.count) {
        const struct fn *fn = &program->fns[vector_pop(&todo)];
        for (uint32_t c = 0; c < fn->n_calls; c++)
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                uint32_t target = fn->calls[c].targets.items[k];
                if (!program->fns[target].is_model && serves(facts, target) &&
                    bitset_add(&facts->again, target))
                    vector_push(&todo, target);
            }
    }
    vector_deinit(&todo);
}

void growth_find_serving(struct growth_facts *facts, struct arena *run)
{
    const struct program *program = facts->program;

    facts->idle = bitset_new(run, program->n_inputs + 1);
    facts->again = bitset_new(run, program->n_fns);
    facts->has_idle = find_idle(facts);
    if (facts->has_idle)
        find_again(facts);
}

/* Whether each round of a loop around the block is an event. */
static bool is_in_event_loop(const struct program *program, uint32_t number, uint32_t block)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t loop = fn->n_loops ? fn->loop_of[block] : 0; loop;
         loop = fn->loops[loop - 1].parent)
        if (contexts_is_event_loop(program, number, &fn->loops[loop - 1]))
            return true;
    return false;
}

bool growth_is_idle(const struct growth_facts *facts, uint32_t fn)
{
    return !serves(facts, fn);
}

bool growth_is_asked(const struct growth_facts *facts, uint32_t fn)
{
    const struct fn *self = &facts->program->fns[fn];

    return !self->is_model && !(self->ir->flags & IR_FUNCTION_INIT) && !growth_is_idle(facts, fn);
}

bool growth_is_again(const struct growth_facts *facts, uint32_t fn, uint32_t block)
{
    const struct program *program = facts->program;

    if (contexts_often(program, fn, block) != OFTEN_PER_EVENT)
        return false;
    return !facts->has_idle || !is_per_event(program, fn) || bitset_has(&facts->again, fn) ||
           is_in_event_loop(program, fn, block);
}
