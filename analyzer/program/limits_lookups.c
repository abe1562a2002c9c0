/* Loops that look something up in what never changes:
 *
 *   for (i = 0; i < n_commands; i++)
 *       if (strcmp(commands[i].name, word) == 0)
 *           return commands[i].run(session);
 *
 * What is found there is found each time: it is no free place, and limits nothing. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/limits_inside.h"
#include "program/ways.h"

enum lookup { SAYS_NOTHING, LOOKS_UP, MAY_CHANGE };

/* Whether the field or global only ever has what it is initialized with. */
static bool is_constant(const struct stretch *stretch, uint32_t element)
{
    const struct stores *stores = ways_stores(stretch->facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (!(stretch->program->fns[stores->items[i].fn].ir->flags & IR_FUNCTION_INIT))
            return false;
    return !bitset_has(&stores->address_taken, element);
}

static enum lookup lookup_in_place(const struct stretch *stretch, struct ir_operand operand)
{
    uint32_t element = conditions_source(stretch->program, stretch->fn, operand);

    if (!element || element >= elements_named(stretch->program))
        return SAYS_NOTHING;
    return is_constant(stretch, element) ? LOOKS_UP : MAY_CHANGE;
}

/* What a function of the system makes of what it is handed hangs on that alone. */
static enum lookup lookup_in_call(const struct stretch *stretch, uint32_t instr)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    const struct ir_instr *call = &fn->unit->instrs[instr];
    enum lookup found = SAYS_NOTHING;

    for (uint32_t k = 0; k < site->targets.count; k++)
        if (!stretch->program->fns[site->targets.items[k]].is_model)
            return MAY_CHANGE;
    if (!site->targets.count &&
        !(site->entity && stretch->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM))
        return MAY_CHANGE;
    for (uint32_t i = 0; i < call->arguments.count && found != MAY_CHANGE; i++) {
        enum lookup one = lookup_in_place(stretch, fn->unit->operands[call->arguments.first + i]);
        found = one == SAYS_NOTHING ? found : one;
    }
    return found;
}

static enum lookup lookup_in_operand(const struct stretch *stretch, struct ir_operand operand)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    const struct ir_instr *only =
        operand.kind == IR_OPERAND_PLACE ? conditions_only_write(fn, operand.index) : NULL;

    return only && only->op == IR_CALL
               ? lookup_in_call(stretch, (uint32_t)(only - fn->unit->instrs))
               : lookup_in_place(stretch, operand);
}

bool limits_is_lookup(const struct stretch *stretch, const struct loop *loop)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    bool looks_up = false;

    for (uint32_t id = bitset_next(&loop->blocks, 1); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_BRANCH)
            continue;
        enum lookup a = lookup_in_operand(stretch, block->a);
        enum lookup b = lookup_in_operand(stretch, block->b);
        bool is_found = a == LOOKS_UP || b == LOOKS_UP; /* the other one is what is looked up */
        if (!is_found && (a == MAY_CHANGE || b == MAY_CHANGE))
            return false;
        looks_up |= id != loop->head && is_found;
    }
    return looks_up;
}
