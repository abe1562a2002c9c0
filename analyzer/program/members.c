/* Which units make up which program.
 *
 * A compilation database does not say what is linked with what. Each `main` draws in the units that
 * define what it, and what it draws in, refers to: as a linker draws members from an archive, but none with
 * another main. Units
 * that no main draws in are the library, program 0; without any main, all are.
 *
 * Requires targets. Yields programs_of. */
#include "program/graph.h"

#include <string.h>

VECTOR_TYPE(unit_list, uint32_t);

static void add_once(struct unit_list *list, uint32_t unit)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == unit)
            return;
    vector_push(list, unit);
}

/* Per entity of a variable: the units that define it. */
static struct unit_list *find_definers(const struct program *program, struct arena *scratch)
{
    struct unit_list *definers = ARENA_ARRAY(scratch, struct unit_list, program->n_entities);

    for (uint32_t input = 0; input < program->n_inputs; input++) {
        const struct ir_unit *unit = program->inputs[input].unit;
        for (uint32_t i = 1; i < unit->n_symbols; i++) {
            uint32_t wanted = IR_SYMBOL_DEFINED;
            if ((unit->symbols[i].flags & (IR_SYMBOL_DEFINED | IR_SYMBOL_FUNCTION)) == wanted)
                add_once(&definers[program->entity_of[input][i]], input);
        }
    }
    return definers;
}

/* The units that define what the unit refers to. */
static void find_needs(const struct program *program, const struct unit_list *definers,
                       uint32_t input, struct unit_list *needs)
{
    const struct ir_unit *unit = program->inputs[input].unit;

    for (uint32_t i = 1; i < unit->n_symbols; i++) {
        uint32_t entity = program->entity_of[input][i];
        if (program->entities[entity].is_static || !entity)
            continue;
        struct fn_list bodies = link_resolve(program, input, entity);
        for (uint32_t k = 0; k < bodies.count; k++)
            add_once(needs, program->fns[bodies.items[k]].input);
        for (uint32_t k = 0; k < definers[entity].count; k++)
            add_once(needs, definers[entity].items[k]);
    }
}

/* A unit with a main of its own is of its own program only: two mains cannot be linked. */
static void draw_in(const struct program *program, const struct unit_list *needs,
                    const struct bitset *with_main, uint32_t first, uint32_t number)
{
    struct unit_list todo = {0};

    vector_push(&todo, first);
    bitset_add(&program->programs_of[first], number);
    while (todo.count) {
        uint32_t input = vector_pop(&todo);
        for (uint32_t i = 0; i < needs[input].count; i++) {
            uint32_t other = needs[input].items[i];
            if (program->inputs[other].kind == PROGRAM_SOURCE && !bitset_has(with_main, other) &&
                bitset_add(&program->programs_of[other], number))
                vector_push(&todo, other);
        }
    }
    vector_deinit(&todo);
}

static bool is_main(const struct program *program, uint32_t fn)
{
    return !program->fns[fn].is_model && strcmp(program->fns[fn].name, "main") == 0;
}

void program_find_members(struct program *program)
{
    struct arena *scratch = arena_new();
    struct unit_list *definers = find_definers(program, scratch);
    struct unit_list *needs = ARENA_ARRAY(scratch, struct unit_list, program->n_inputs + 1);
    struct bitset with_main = bitset_new(scratch, program->n_inputs + 1);
    uint32_t n_mains = 0;

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (is_main(program, i)) {
            n_mains++;
            bitset_add(&with_main, program->fns[i].input);
        }
    program->n_programs = n_mains + 1;
    program->programs_of = ARENA_ARRAY(program->run, struct bitset, program->n_inputs + 1);
    for (uint32_t input = 0; input < program->n_inputs; input++) {
        program->programs_of[input] = bitset_new(program->run, program->n_programs);
        find_needs(program, definers, input, &needs[input]);
    }
    for (uint32_t i = 1, number = 1; i < program->n_fns; i++)
        if (is_main(program, i))
            draw_in(program, needs, &with_main, program->fns[i].input, number++);
    for (uint32_t input = 0; input < program->n_inputs; input++) {
        bool drawn = false;
        for (uint32_t number = 1; number < program->n_programs; number++)
            drawn |= bitset_has(&program->programs_of[input], number);
        if (!drawn)
            bitset_add(&program->programs_of[input], 0);
        vector_deinit(&needs[input]);
    }
    for (uint32_t i = 0; i < program->n_entities; i++)
        vector_deinit(&definers[i]);
    arena_free(scratch);
}

bool members_share(const struct program *program, uint32_t input_a, uint32_t input_b)
{
    return bitset_meets(&program->programs_of[input_a], &program->programs_of[input_b]);
}

bool members_is_public(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    bool is_hidden = program->entities[fn->entity].is_static || is_main(program, number) ||
                     fn->ir->flags & IR_FUNCTION_INIT || fn->is_model;

    return !is_hidden && (!fn->callers.count || bitset_has(&program->programs_of[fn->input], 0));
}

bool members_is_called_unseen(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    bool in_library = bitset_has(&program->programs_of[fn->input], 0);

    return fn->escapes ||
           ((in_library || !fn->address_taken) && members_is_public(program, number));
}

bool members_has_unseen_callers(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    return fn->address_taken || !fn->callers.count || members_is_public(program, number);
}
