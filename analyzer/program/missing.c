/* Requires targets, solve. */
#include "program/missing.h"

#include "program/threads.h"

bool missing_in_unit(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 1; fn->unit->n_errors && i < program->n_fns; i++)
        if (program->fns[i].unit == fn->unit && fn_is_broken(&program->fns[i]))
            return true;
    return false;
}

VECTOR_TYPE(fn_numbers, uint32_t);

/* Adds who calls the function, or starts it as a thread; whether there is anybody. */
static bool add_above(const struct program *program, uint32_t number, struct bitset *seen,
                      struct fn_numbers *todo)
{
    const struct fn *fn = &program->fns[number];
    const struct starts *starts = threads_starts(program);
    uint32_t first = threads_first_start(starts, number);
    bool any = fn->callers.count > 0 || first < starts->count;

    for (uint32_t i = 0; i < fn->callers.count; i++)
        if (bitset_add(seen, fn->callers.items[i]))
            vector_push(todo, fn->callers.items[i]);
    for (uint32_t i = first; i < starts->count && starts->items[i].body == number; i++)
        if (bitset_add(seen, starts->items[i].fn))
            vector_push(todo, starts->items[i].fn);
    return any;
}

bool missing_callers(const struct program *program, uint32_t number)
{
    enum { CALLERS_MOST = 64 };
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, program->n_fns);
    struct fn_numbers todo = {0};
    bool missing = false;

    vector_push(&todo, number);
    for (uint32_t at = 0; at < todo.count && at < CALLERS_MOST && !missing; at++)
        missing = !add_above(program, todo.items[at], &seen, &todo) &&
                  missing_in_unit(program, todo.items[at]);
    vector_deinit(&todo);
    arena_free(scratch);
    return missing;
}
