/* Calls that run in a coroutine: `go(work(x))` of the libraries that offer it calls work() itself, on a
 * stack of its own, and ends the coroutine right behind.
 *
 * Requires targets. Fills call_site's in_coroutine. */
#include "program/graph.h"

#include "program/model_control.h"

static bool ends_coroutine(const struct program *program, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (model_ends_coroutine(program, site->targets.items[k]))
            return true;
    return false;
}

/* What is called in a block that ends a coroutine, in front of that. */
void program_find_coroutines(struct program *program)
{
    for (uint32_t number = 1; number < program->n_fns; number++) {
        struct fn *fn = &program->fns[number];
        uint32_t block =
            0; /* one whose calls, up to here, are followed by the end of a coroutine */
        for (uint32_t c = fn->is_model ? 0 : fn->n_calls; c > 0; c--) {
            struct call_site *site = &fn->calls[c - 1];
            site->in_coroutine = block && site->block == block;
            if (ends_coroutine(program, site))
                block = site->block;
        }
    }
}
