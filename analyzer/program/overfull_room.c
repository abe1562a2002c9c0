/* How much room there is, and how much of it a message takes.
 *
 * A hand-written queue has as much as its producer's wait says: while its count is a certain number, or what a
 * field holds that is set once. Requires channels, stores. */
#include "program/overfull.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/ways.h"

static uint32_t place_of(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE ? operand.index : 0;
}

/* ---- how much room a message takes ---- */

/* Whether each way to make the channel says that its room is counted in bytes. */
static bool is_in_bytes(const struct overfull *question)
{
    const struct uses *uses = stops_uses(question->program);
    const struct channel *channel = question->channel;
    bool any = false;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *make = &question->channels->uses.items[i];
        bool in_bytes = false;
        if (make->kind != USE_MAKE)
            continue;
        for (uint32_t u = uses->first[make->at_fn]; u < uses->first[make->at_fn + 1]; u++)
            in_bytes |= uses->items.items[u].kind == USE_IN_BYTES &&
                        uses->items.items[u].instr == make->at_instr;
        if (!in_bytes)
            return false;
        any = true;
    }
    return any;
}

/* The constant that the call gives for the parameter; 0 = none. */
static int64_t constant_at(const struct fn *fn, uint32_t instr, uint32_t parameter)
{
    const struct ir_instr *call = &fn->unit->instrs[instr];

    if (call->op != IR_CALL || !parameter || parameter > call->arguments.count)
        return 0;
    struct ir_operand operand = fn->unit->operands[call->arguments.first + parameter - 1];
    return operand.kind == IR_OPERAND_INTEGER ? fn->unit->integers[operand.index] : 0;
}

/* The parameter of the function that the call is given there; 0 = none. */
static uint32_t parameter_at(const struct fn *fn, uint32_t instr, uint32_t parameter)
{
    const struct ir_instr *call = &fn->unit->instrs[instr];

    if (!parameter || parameter > call->arguments.count)
        return 0;
    uint32_t id = place_of(fn->unit->operands[call->arguments.first + parameter - 1]);
    const struct ir_place *place = id ? fn_place(fn, id) : NULL;
    bool is_parameter =
        place && place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters;
    return is_parameter ? place->argument : 0;
}

uint64_t overfull_weight(const struct overfull *question)
{
    const struct channel_use *send = question->use;
    const struct uses *uses = stops_uses(question->program);
    const struct fn *fn = &question->program->fns[send->at_fn];
    int64_t size = 0;

    for (uint32_t i = uses->first[send->at_fn]; i < uses->first[send->at_fn + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind != USE_SIZE || use->instr != send->at_instr || !is_in_bytes(question))
            continue;
        size = constant_at(fn, use->instr, use->room.parameter);
        uint32_t passed = parameter_at(fn, use->instr, use->room.parameter);
        if (!size && passed && send->fn != send->at_fn)
            size = constant_at(&question->program->fns[send->fn], send->instr, passed);
    }
    return size > 0 ? (uint64_t)size : 1;
}

/* ---- the room of a hand-written queue ---- */

/* The number that the branch compares with; 0 = none. What a slot must not hold makes room for one. */
static int64_t compared_with(const struct program *program, const struct channel_use *send,
                             const struct ir_block *block)
{
    const struct fn *fn = &program->fns[send->at_fn];
    bool is_null = block->b.kind == IR_OPERAND_NULL;

    if (block->end != IR_END_BRANCH || (block->b.kind != IR_OPERAND_INTEGER && !is_null))
        return 0;
    int64_t number = is_null ? 0 : fn->unit->integers[block->b.index];
    if (number == 0)
        return conditions_source(program, send->at_fn, block->a) == send->part;
    return block->relation == IR_GT || block->relation == IR_LE ? number + 1 : number;
}

/* The greatest constant that callers give for the parameter; ROOM_UNKNOWN where one gives something else. */
static int64_t greatest_argument(const struct program *program, uint32_t number, uint32_t parameter)
{
    const struct fn_list *callers = &program->fns[number].callers;
    int64_t greatest = 0;

    for (uint32_t i = 0; i < callers->count; i++) {
        const struct fn *fn = &program->fns[callers->items[i]];
        for (uint32_t c = 0; c < fn->n_calls; c++)
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                if (fn->calls[c].targets.items[k] != number)
                    continue;
                int64_t constant = constant_at(fn, fn->calls[c].instr, parameter);
                if (constant <= 0)
                    return ROOM_UNKNOWN;
                greatest = constant > greatest ? constant : greatest;
            }
    }
    return greatest && !members_has_unseen_callers(program, number) ? greatest : ROOM_UNKNOWN;
}

/* The greatest number that the program ever puts into the field or global; ROOM_UNKNOWN: it is not known. */
static int64_t greatest_value(const struct program *program, uint32_t element)
{
    const struct stores *stores = ways_stores(stops_facts(program)->ways);
    int64_t greatest = 0;

    for (uint32_t i = stores->first[element];
         i < stores->first[element + 1] && greatest != ROOM_UNKNOWN; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        const struct ir_place *from =
            instr->op == IR_COPY && place_of(instr->a) ? fn_place(fn, instr->a.index) : NULL;
        int64_t value = ROOM_UNKNOWN;
        if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER)
            value = fn->unit->integers[instr->a.index];
        else if (from && from->kind == IR_PLACE_LOCAL && from->argument <= fn->ir->n_parameters)
            value = greatest_argument(program, store->fn, from->argument);
        greatest = value == ROOM_UNKNOWN || value > greatest ? value : greatest;
    }
    return greatest > 0 && !bitset_has(&stores->address_taken, element) ? greatest : ROOM_UNKNOWN;
}

static bool writes_in(const struct program *program, uint32_t number, uint32_t element)
{
    const struct stores *stores = ways_stores(stops_facts(program)->ways);

    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++)
        if (stores->items[i].fn == number)
            return true;
    return false;
}

/* The number in the field or global that a branch compares with, and which the function does not change: the
 * capacity of the queue; 0 = none. */
static int64_t kept_capacity(const struct program *program, uint32_t number,
                             const struct ir_block *block)
{
    const struct ir_operand operands[] = {block->a, block->b};
    int64_t capacity = 0;

    for (size_t i = 0; i < 2 && block->end == IR_END_BRANCH && place_of(block->b); i++) {
        uint32_t element = conditions_source(program, number, operands[i]);
        if (!element || element >= elements_named(program) || writes_in(program, number, element))
            continue;
        int64_t value = greatest_value(program, element);
        capacity = value > capacity ? value : capacity;
    }
    return capacity;
}

/* The greatest number that a branch of the loop compares with. */
static int64_t room_in_loop(const struct program *program, const struct channel_use *send,
                            uint32_t loop)
{
    const struct fn *fn = &program->fns[send->at_fn];
    int64_t room = 0;

    for (uint32_t id = 1; loop && id < fn->ir->blocks.count; id++) {
        if (!bitset_has(&fn->loops[loop - 1].blocks, id))
            continue;
        int64_t most = compared_with(program, send, fn_block(fn, id));
        room = most > room ? most : room;
        most = kept_capacity(program, send->at_fn, fn_block(fn, id));
        room = most > room ? most : room;
    }
    return room;
}

/* Whether the function spins in the loop: it looks at something atomic until that has changed, and does nothing
 * else, nor does it leave otherwise. */
static bool spins_in(const struct program *program, uint32_t number, const struct loop *loop)
{
    const struct fn *fn = &program->fns[number];
    uint32_t exits = 0;
    bool looks = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!bitset_has(&loop->blocks, id))
            continue;
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            bool passes_pointer = instr->op == IR_CALL && instr->arguments.count > 1;
            if (instr->op == IR_UNKNOWN || passes_pointer ||
                (instr->dst.index && fn_place(fn, instr->dst.index)->kind != IR_PLACE_LOCAL))
                return false;
            looks |= instr->flags & IR_INSTR_ATOMIC;
        }
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            exits += !bitset_has(&loop->blocks, graph_successor(fn, block, edge));
    }
    return looks && exits == 1 && !loop->counted;
}

/* The loop in which the function that adds to a hand-written queue spins until there is room, index + 1; 0 = it
 * does not. */
static uint32_t spinning_loop(const struct program *program, const struct channel_use *send)
{
    const struct fn *fn = &program->fns[send->at_fn];

    for (uint32_t l = 1; l <= fn->n_loops; l++)
        if (!bitset_has(&fn->loops[l - 1].blocks, send->at_block) &&
            spins_in(program, send->at_fn, &fn->loops[l - 1]))
            return l;
    return 0;
}

bool overfull_spins(const struct program *program, const struct channel_use *send)
{
    return send->by_hand && spinning_loop(program, send);
}

int64_t overfull_room_by_hand(const struct program *program, const struct channel_use *send)
{
    const struct fn *fn = &program->fns[send->at_fn];
    const struct uses *uses = stops_uses(program);
    int64_t room = room_in_loop(program, send, spinning_loop(program, send)), tried = 0;

    for (uint32_t id = 1; !send->forever && !room && id < fn->ir->blocks.count; id++) {
        int64_t number = compared_with(program, send, fn_block(fn, id)); /* who only tries */
        tried = number > tried ? number : tried;
    }
    room = room > tried ? room : tried;
    for (uint32_t i = uses->first[send->at_fn]; i < uses->first[send->at_fn + 1]; i++) {
        const struct use *wait = &uses->items.items[i];
        if (wait->kind != USE_WAIT || !wait->forever)
            continue;
        int64_t number = room_in_loop(program, send, fn->loop_of[wait->block]);
        room = number > room ? number : room;
    }
    return room > 0 ? room : ROOM_UNKNOWN;
}
