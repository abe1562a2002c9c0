#include "program/lent.h"

#include "program/stores.h"

/* Bounds of one question: calls below each other, and functions that are looked at. Behind them all may happen. */
enum { LENT_DEPTH = 4, LENT_FUNCTIONS = 40 };

/* What becomes of what a call is given the address of. */
enum lent_use {
    LENT_WRITTEN = 1 << 0,
    LENT_KEPT = 1 << 1, /* somebody has the address still when the call is over */
    LENT_ANYTHING = LENT_WRITTEN | LENT_KEPT,
};

struct lent {
    const struct program *program;
    const struct fn *fn;
    struct bitset asked; /* locals of which `kept` tells */
    struct bitset kept;  /* places */
    struct arena *arena;
};

struct question {
    const struct program *program;
    struct arena *scratch;
    uint32_t n_functions;
};

static unsigned use_of_argument(struct question *question, const struct call_site *call,
                                uint32_t argument, uint32_t depth);

/* ---- in the functions that are called ---- */

/* Whether the operand is an address in an object that one of the pointers leads to. */
static bool is_address_in(const struct fn *fn, struct ir_operand operand,
                          const struct bitset *pointers)
{
    uint32_t derefs = 0, id = operand.index;

    if (operand.kind == IR_OPERAND_PLACE)
        return bitset_has(pointers, fn_local(fn, operand));
    if (operand.kind != IR_OPERAND_ADDRESS)
        return false;
    for (; fn_place(fn, id)->parent.index; id = fn_place(fn, id)->parent.index)
        derefs += fn_place(fn, id)->kind == IR_PLACE_DEREF;
    return derefs == 1 && fn_place(fn, id)->kind == IR_PLACE_LOCAL &&
           bitset_has(pointers, fn_place(fn, id)->argument);
}

static bool has_address_taken(const struct fn *fn, uint32_t local)
{
    return ir_local(fn->unit, fn->ir, (struct ir_local_id){local})->flags & IR_LOCAL_ADDRESS_TAKEN;
}

/* What the instruction does with such an address. One that goes into another variable is looked for there, too;
 * stored elsewhere it may go anywhere. */
static unsigned use_in_instr(struct question *question, const struct fn *fn, uint32_t number,
                             struct bitset *pointers, uint32_t depth)
{
    const struct ir_instr *instr = &fn->unit->instrs[number];
    struct ir_operand dst = {instr->dst.index ? IR_OPERAND_PLACE : IR_OPERAND_NONE,
                             instr->dst.index};
    unsigned use = 0;

    if (dst.index && !fn_local(fn, dst) &&
        is_address_in(fn, (struct ir_operand){IR_OPERAND_ADDRESS, dst.index}, pointers))
        use |= LENT_WRITTEN;
    switch ((enum ir_op)instr->op) {
    case IR_COPY:
        if (!is_address_in(fn, instr->a, pointers))
            return use;
        if (!fn_local(fn, dst) || has_address_taken(fn, fn_local(fn, dst)))
            return LENT_ANYTHING;
        bitset_add(pointers, fn_local(fn, dst));
        return use;
    case IR_COMPUTE: {
        bool compares = instr->operation >= IR_EQ && instr->operation <= IR_GE;
        bool is_in = is_address_in(fn, instr->a, pointers) || is_address_in(fn, instr->b, pointers);
        return is_in && !compares ? LENT_ANYTHING : use;
    }
    case IR_CALL: {
        const struct call_site *call = &fn->calls[graph_first_call(fn, number)];
        for (uint32_t i = 0; i < instr->arguments.count; i++)
            if (is_address_in(fn, fn->unit->operands[instr->arguments.first + i], pointers))
                use |= use_of_argument(question, call, i, depth + 1);
        return use;
    }
    case IR_UNKNOWN:
        break;
    }
    return LENT_ANYTHING;
}

/* What a function does with what its parameter leads to, once more for each variable that gets the address. */
static unsigned use_of_parameter(struct question *question, const struct fn *fn, uint32_t parameter,
                                 uint32_t depth)
{
    struct bitset pointers = bitset_new(question->scratch, fn->ir->locals.count);
    unsigned use = 0;

    if (has_address_taken(fn, parameter))
        return LENT_ANYTHING;
    bitset_add(&pointers, parameter);
    for (uint32_t known = 0; known != bitset_count(&pointers) && use != LENT_ANYTHING;) {
        known = bitset_count(&pointers);
        for (uint32_t id = 1; id < fn->ir->blocks.count && use != LENT_ANYTHING; id++) {
            const struct ir_block *block = fn_block(fn, id);
            for (uint32_t i = 0; i < block->instrs.count; i++)
                use |= use_in_instr(question, fn, block->instrs.first + i, &pointers, depth);
            if (block->end == IR_END_RETURN && is_address_in(fn, block->a, &pointers))
                use = LENT_ANYTHING;
        }
    }
    return use;
}

/* A function of a system header that is not in sight keeps nothing. */
static unsigned use_of_argument(struct question *question, const struct call_site *call,
                                uint32_t argument, uint32_t depth)
{
    const struct program *program = question->program;
    unsigned use = 0;

    if (!call->targets.count && call->entity &&
        program->entities[call->entity].flags & IR_SYMBOL_SYSTEM)
        return LENT_WRITTEN;
    if (!call->targets.count || call->unresolved || depth > LENT_DEPTH)
        return LENT_ANYTHING;
    for (uint32_t i = 0; i < call->targets.count && use != LENT_ANYTHING; i++) {
        const struct fn *callee = &program->fns[call->targets.items[i]];
        if (argument >= callee->ir->n_parameters)
            use |= callee->is_model ? LENT_WRITTEN : LENT_ANYTHING;
        else if (++question->n_functions > LENT_FUNCTIONS)
            use = LENT_ANYTHING;
        else
            use |= use_of_parameter(question, callee, argument + 1, depth);
    }
    return use;
}

/* ---- in the function itself ---- */

/* What an address of the place leads to: the whole array, the whole union. */
static uint32_t extent_of(const struct fn *fn, uint32_t id)
{
    const struct ir_unit *unit = fn->unit;
    uint32_t extent = id;

    for (; id; id = fn_place(fn, id)->parent.index) {
        const struct ir_place *place = fn_place(fn, id);
        bool is_index = place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE;
        if (is_index ||
            (place->kind == IR_PLACE_FIELD &&
             unit->records[unit->fields[place->argument].record.index].flags & IR_RECORD_UNION))
            extent = place->parent.index;
    }
    return extent;
}

/* The local that the place is, or is a part of; 0 = none. */
static uint32_t local_of(const struct fn *fn, uint32_t id)
{
    for (; id && fn_place(fn, id)->kind != IR_PLACE_DEREF; id = fn_place(fn, id)->parent.index)
        if (fn_place(fn, id)->kind == IR_PLACE_LOCAL)
            return fn_place(fn, id)->argument;
    return 0;
}

/* The address is stored: who has that of a struct in a struct may find the one around it. */
static void keep(struct lent *lent, struct ir_operand operand, uint32_t local)
{
    const struct fn *fn = lent->fn;

    if (operand.kind != IR_OPERAND_ADDRESS || local_of(fn, operand.index) != local)
        return;
    uint32_t extent = extent_of(fn, operand.index);
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){extent});
    bool is_struct = type->kind == IR_TYPE_RECORD &&
                     !(fn->unit->records[type->record.index].flags & IR_RECORD_UNION);
    while (is_struct && fn_place(fn, extent)->parent.index)
        extent = fn_place(fn, extent)->parent.index;
    bitset_add(&lent->kept, extent);
}

static void find_kept(struct lent *lent, uint32_t local)
{
    const struct fn *fn = lent->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY || instr->op == IR_COMPUTE)
                keep(lent, instr->a, local);
            if (instr->op == IR_COMPUTE)
                keep(lent, instr->b, local);
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++) {
                struct question question = {.program = lent->program, .scratch = lent->arena};
                struct ir_operand argument = fn->unit->operands[instr->arguments.first + k];
                uint32_t c = graph_first_call(fn, block->instrs.first + i);
                if (argument.kind == IR_OPERAND_ADDRESS && local_of(fn, argument.index) == local &&
                    use_of_argument(&question, &fn->calls[c], k, 1) & LENT_KEPT)
                    keep(lent, argument, local);
            }
        }
    }
}

struct lent *lent_new(const struct program *program, uint32_t fn, struct arena *arena)
{
    struct lent *lent = arena_alloc(arena, sizeof(*lent));

    lent->program = program;
    lent->fn = &program->fns[fn];
    lent->asked = bitset_new(arena, lent->fn->ir->locals.count);
    lent->kept = bitset_new(arena, lent->fn->ir->places.count);
    lent->arena = arena;
    return lent;
}

/* The local that the place is, or is a part of which no index decides that may change; 0 = none. */
static uint32_t local_around(const struct fn *fn, uint32_t place)
{
    for (uint32_t id = place; id; id = fn_place(fn, id)->parent.index)
        if (fn_place(fn, id)->kind == IR_PLACE_INDEX_PLACE)
            return 0;
    return local_of(fn, place);
}

bool lent_has_address(const struct lent *lent, uint32_t place)
{
    uint32_t local = local_around(lent->fn, place);

    return !local || has_address_taken(lent->fn, local);
}

bool lent_is_kept(struct lent *lent, uint32_t place)
{
    uint32_t local = local_around(lent->fn, place);

    if (!lent_has_address(lent, place))
        return false;
    if (!local)
        return true;
    if (bitset_add(&lent->asked, local))
        find_kept(lent, local);
    for (uint32_t id = place; id; id = fn_place(lent->fn, id)->parent.index)
        if (bitset_has(&lent->kept, id))
            return true;
    return false;
}

uint32_t lent_written(struct lent *lent, const struct call_site *call, uint32_t argument)
{
    struct question question = {.program = lent->program, .scratch = lent->arena};
    const struct ir_instr *instr = &lent->fn->unit->instrs[call->instr];
    struct ir_operand operand = lent->fn->unit->operands[instr->arguments.first + argument];

    if (operand.kind != IR_OPERAND_ADDRESS || !local_of(lent->fn, operand.index) ||
        !(use_of_argument(&question, call, argument, 1) & LENT_WRITTEN))
        return 0;
    return extent_of(lent->fn, operand.index);
}
