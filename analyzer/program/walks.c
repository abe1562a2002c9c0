/* Loops that come to an end by themselves, whatever they wait for in between:
 *
 *     for (i = 0; i < n; i++)                  it counts
 *     for (p = list; p; p = p->next)           it follows links
 *     while ((p = list_pop(&list)) != NULL)    it takes one after another
 *     while (next(&iterator, &p))              the same
 *
 * One way out that each round comes to is enough. Requires targets, loops. */
#include "program/event_loops.h"

#include "program/model_control.h"
#include "program/stores.h"

/* A value that passes through more copies than this is taken as something else. */
enum { COPIES_MOST = 4 };

/* What the search looks at: the loop, and the local that may be stepped along. */
struct walk {
    const struct program *program;
    const struct fn *fn;
    const struct loop *loop;
    const uint8_t *kinds;
    uint32_t start; /* place of that local */
    bool up, down;  /* it is counted in that direction */
};

/* The place of the local that the access path begins with; 0 = something else. */
static uint32_t root_of(const struct fn *fn, uint32_t place)
{
    place = fn_root(fn, place);
    return place && fn_place(fn, place)->kind == IR_PLACE_LOCAL ? place : 0;
}

static bool has_place(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
}

/* Constructors of clients call those of libraries this far below. */
enum { MAKER_DEPTH = 3 };

/* Whether the function makes a client: then one that is missing is a failure, and no end of a list. Recursion
 * is bounded by MAKER_DEPTH. */
static bool makes_client(const struct program *program, uint32_t number, uint32_t depth)
{
    const struct fn *fn = &program->fns[number];

    if (fn->is_model && model_makes_client(program, number))
        return true;
    for (uint32_t i = 0; i < fn->n_calls && depth < MAKER_DEPTH; i++)
        if (fn->calls[i].entity && fn->calls[i].targets.count &&
            makes_client(program, fn->calls[i].targets.items[0], depth + 1))
            return true;
    return false;
}

/* Whether the function allocates memory or starts a thread. Recursion is bounded by MAKER_DEPTH. */
static bool makes(const struct program *program, uint32_t number, uint32_t depth)
{
    const struct fn *fn = &program->fns[number];

    if (fn->is_model)
        return model_makes(program, number);
    for (uint32_t i = 0; i < fn->n_calls && depth < MAKER_DEPTH; i++)
        if (fn->calls[i].entity && fn->calls[i].targets.count &&
            makes(program, fn->calls[i].targets.items[0], depth + 1))
            return true;
    return false;
}

/* Whether a call in the loop that waits has set the local. */
static bool is_waited_for(const struct walk *walk, uint32_t local)
{
    for (uint32_t c = 0; c < walk->fn->n_calls; c++) {
        const struct call_site *site = &walk->fn->calls[c];
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (walk->fn->unit->instrs[site->instr].dst.index == local &&
                bitset_has(&walk->loop->blocks, site->block) && walk->kinds[site->targets.items[k]])
                return true;
    }
    return false;
}

/* Whether the call makes something: that it fails some time is no end of a list. An own function that gets a pointer
 * may go through a list as well, unless it gets what the loop has waited for: session_new(server, accept(…)). */
static bool makes_something(const struct walk *walk, const struct call_site *site)
{
    const struct ir_instr *call = &walk->fn->unit->instrs[site->instr];
    bool gets_event = false, gets_pointer = false;

    if (!site->targets.count || !makes(walk->program, site->targets.items[0], 0))
        return false;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = walk->fn->unit->operands[call->arguments.first + i];
        uint32_t local = has_place(argument) ? root_of(walk->fn, argument.index) : 0;
        const struct ir_type *type =
            argument.kind == IR_OPERAND_PLACE
                ? stores_type_of_place(walk->fn, (struct ir_place_id){argument.index})
                : &walk->fn->unit->types[0];
        gets_event |= local && is_waited_for(walk, local);
        gets_pointer |= argument.kind == IR_OPERAND_ADDRESS || type->kind == IR_TYPE_POINTER ||
                        type->kind == IR_TYPE_ARRAY;
    }
    return walk->program->fns[site->targets.items[0]].is_model || gets_event || !gets_pointer;
}

/* Whether the call by name takes something without waiting for it. */
static bool call_is_ready(const struct walk *walk, const struct ir_instr *call)
{
    const struct call_site *site =
        &walk->fn->calls[graph_first_call(walk->fn, (uint32_t)(call - walk->fn->unit->instrs))];

    for (uint32_t i = 0; i < site->targets.count; i++)
        if (walk->kinds[site->targets.items[i]] ||
            makes_client(walk->program, site->targets.items[i], 0))
            return false;
    bool is_system = site->entity && walk->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
    return site->targets.count ? !site->unresolved : is_system;
}

/* Whether it takes the next one of several that are there. */
static bool call_takes(const struct walk *walk, const struct ir_instr *call)
{
    const struct call_site *site =
        &walk->fn->calls[graph_first_call(walk->fn, (uint32_t)(call - walk->fn->unit->instrs))];

    return call_is_ready(walk, call) && !makes_something(walk, site);
}

static bool gets_start(const struct walk *walk, const struct ir_instr *call)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = walk->fn->unit->operands[call->arguments.first + i];
        if (has_place(argument) && root_of(walk->fn, argument.index) == walk->start)
            return true;
    }
    return false;
}

static bool is_stepped(struct walk *walk, uint32_t local, uint32_t copies);

/* Whether the value comes from behind the local that the search began with. */
static bool is_behind(struct walk *walk, struct ir_operand operand, uint32_t copies)
{
    uint32_t root = has_place(operand) ? root_of(walk->fn, operand.index) : 0;

    if (!root || copies == COPIES_MOST)
        return false;
    if (root == walk->start)
        return operand.kind == IR_OPERAND_PLACE && operand.index != root;
    return is_stepped(walk, root, copies + 1);
}

static bool steps(struct walk *walk, const struct ir_instr *write, uint32_t copies)
{
    bool adds =
        write->op == IR_COMPUTE && (write->operation == IR_ADD || write->operation == IR_SUB);

    switch ((enum ir_op)write->op) {
    case IR_COPY:
        return is_behind(walk, write->a, copies);
    case IR_COMPUTE:
        if (!adds || !has_place(write->a) || write->a.index != walk->start)
            return adds && is_behind(walk, write->a, copies);
        int64_t by = 1;
        fn_number(walk->fn, write->b, &by);
        walk->up |= (write->operation == IR_ADD) == (by > 0);
        walk->down |= (write->operation == IR_ADD) != (by > 0);
        return by != 0;
    case IR_CALL:
        return gets_start(walk, write) && call_takes(walk, write);
    case IR_UNKNOWN:
        break;
    }
    return false;
}

/* Whether every write to the local in the loop takes it a step further; and there is one. That it is set to NULL, when what
 * it points to is freed, goes nowhere. */
static bool is_stepped(struct walk *walk, uint32_t local, uint32_t copies)
{
    bool stepped = false;

    for (uint32_t id = bitset_next(&walk->loop->blocks, 0); id < walk->loop->blocks.size;
         id = bitset_next(&walk->loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(walk->fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &walk->fn->unit->instrs[block->instrs.first + i];
            bool is_cleared = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_NULL;
            if (instr->dst.index != local || is_cleared)
                continue;
            if (!steps(walk, instr, copies))
                return false;
            stepped = true;
        }
    }
    return stepped && !(walk->up && walk->down);
}

/* The one value that the local gets in the loop by a copy; or none. */
static struct ir_operand copied_from(const struct walk *walk, uint32_t local)
{
    struct ir_operand from = {IR_OPERAND_NONE, 0};

    for (uint32_t id = bitset_next(&walk->loop->blocks, 0); id < walk->loop->blocks.size;
         id = bitset_next(&walk->loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(walk->fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &walk->fn->unit->instrs[block->instrs.first + i];
            if (instr->dst.index != local)
                continue;
            if (instr->op != IR_COPY || from.kind != IR_OPERAND_NONE)
                return (struct ir_operand){IR_OPERAND_NONE, 0};
            from = instr->a;
        }
    }
    return from;
}

static bool is_given_to_a_wait(const struct walk *walk, uint32_t local);

/* Whether the call gets the address of a local that no call gets which waits: it moves that on. */
static bool moves_on(const struct walk *walk, const struct ir_instr *call)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = walk->fn->unit->operands[call->arguments.first + i];
        uint32_t root = argument.kind == IR_OPERAND_ADDRESS ? root_of(walk->fn, argument.index) : 0;
        if (root && root == argument.index && !is_given_to_a_wait(walk, root))
            return true;
    }
    return false;
}

static bool is_given_to_a_wait(const struct walk *walk, uint32_t local)
{
    for (uint32_t c = 0; c < walk->fn->n_calls; c++) {
        const struct call_site *site = &walk->fn->calls[c];
        const struct ir_instr *call = &walk->fn->unit->instrs[site->instr];
        if (!bitset_has(&walk->loop->blocks, site->block) || call_is_ready(walk, call))
            continue;
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = walk->fn->unit->operands[call->arguments.first + i];
            if (has_place(argument) && root_of(walk->fn, argument.index) == local)
                return true;
        }
    }
    return false;
}

/* Whether all that the local holds in the loop is what calls give that do not wait for it: a pointer to the
 * next one, or (not `pointers`) whether there was one. */
static bool is_taken(const struct walk *walk, uint32_t local, bool pointers)
{
    bool taken = false;

    for (uint32_t id = bitset_next(&walk->loop->blocks, 0); id < walk->loop->blocks.size;
         id = bitset_next(&walk->loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(walk->fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &walk->fn->unit->instrs[block->instrs.first + i];
            if (instr->dst.index != local)
                continue;
            if (instr->op != IR_CALL || !call_takes(walk, instr) ||
                !(pointers || moves_on(walk, instr)))
                return false;
            taken = true;
        }
    }
    return taken;
}

/* Whether a test of the operand comes out otherwise some time, because the loop goes on to the next one. */
static bool ends_some_time(struct walk *walk, struct ir_operand operand, bool against_null)
{
    for (uint32_t copies = 0; has_place(operand) && copies < COPIES_MOST; copies++) {
        uint32_t root = root_of(walk->fn, operand.index);
        if (!root)
            return false;
        walk->start = root;
        walk->up = walk->down = false;
        if (is_stepped(walk, root, 0))
            return true;
        if (operand.index == root && is_taken(walk, root, against_null))
            return true;
        operand = copied_from(walk, root);
    }
    return false;
}

static bool leaves(const struct loop *loop, const struct ir_block *block)
{
    return block->end == IR_END_BRANCH && (!bitset_has(&loop->blocks, block->target[0].index) ||
                                           !bitset_has(&loop->blocks, block->target[1].index));
}

bool loop_passes(const struct fn *fn, const struct loop *loop, const struct bitset *blocks)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool passes = true;

    if (!bitset_has(blocks, loop->head))
        vector_push(&todo, loop->head);
    while (todo.count && passes) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        for (uint32_t i = 0; i < graph_n_successors(block); i++) {
            uint32_t next = graph_successor(fn, block, i);
            passes &= next != loop->head;
            if (bitset_has(&loop->blocks, next) && !bitset_has(blocks, next) &&
                bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return passes;
}

bool loop_walks(const struct program *program, uint32_t number, const struct loop *loop,
                const uint8_t *kinds)
{
    const struct fn *fn = &program->fns[number];
    struct walk walk = {.program = program, .fn = fn, .loop = loop, .kinds = kinds};
    struct arena *scratch = arena_new();
    bool walks = loop->counted;

    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size && !walks;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (!leaves(loop, block))
            continue;
        bool against_null = block->b.kind == IR_OPERAND_NULL;
        struct bitset only = bitset_new(scratch, fn->ir->blocks.count);
        bitset_add(&only, id);
        walks = (ends_some_time(&walk, block->a, against_null) ||
                 ends_some_time(&walk, block->b, false)) &&
                loop_passes(fn, loop, &only);
    }
    arena_free(scratch);
    return walks;
}
