/* A wrapper of thread creation hands the thread a struct that says what to run, and with which argument:
 *
 *     start->run = run;  start->arg = arg;
 *     pthread_create(&thread, NULL, enter, start);    enter() calls start->run(start->arg)
 *
 * enter() is a relay. Read from its graph alone: the pointer that it calls is reached from its parameter,
 * through locals that are set only once.
 *
 * Requires targets; relay_detaches() solve. */
#include "program/relays.h"

#include "program/conditions.h"
#include "program/elements.h"

/* Larger functions do more than to run something. */
enum { BLOCKS_MOST = 60, SOURCE_DEPTH = 4 };

static bool way_of_place(const struct program *program, uint32_t number, uint32_t place,
                         uint32_t depth, struct relay_way *ret_way);

static bool add_step(struct relay_way *way, uint32_t step)
{
    if (way->count == RELAY_STEPS)
        return false;
    way->steps[way->count++] = step;
    return true;
}

static bool way_of_local(const struct program *program, uint32_t number, uint32_t place,
                         uint32_t depth, struct relay_way *ret_way)
{
    const struct fn *fn = &program->fns[number];
    uint32_t local = ir_place(fn->unit, fn->ir, (struct ir_place_id){place})->argument;
    const struct ir_instr *write = conditions_only_write(fn, place);

    if (local == 1 && fn->ir->n_parameters)
        return !write;
    if (!write || write->op != IR_COPY || write->a.kind != IR_OPERAND_PLACE ||
        depth == SOURCE_DEPTH)
        return false;
    return way_of_place(program, number, write->a.index, depth + 1, ret_way);
}

/* Recursion follows the place's path, which the front end bounds, and SOURCE_DEPTH copies. */
static bool way_of_place(const struct program *program, uint32_t number, uint32_t place,
                         uint32_t depth, struct relay_way *ret_way)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_place *self = ir_place(fn->unit, fn->ir, (struct ir_place_id){place});

    switch ((enum ir_place_kind)self->kind) {
    case IR_PLACE_LOCAL:
        return way_of_local(program, number, place, depth, ret_way);
    case IR_PLACE_DEREF:
        return way_of_place(program, number, self->parent.index, depth, ret_way) &&
               add_step(ret_way, 0);
    case IR_PLACE_FIELD:
        return way_of_place(program, number, self->parent.index, depth, ret_way) &&
               add_step(ret_way, program->field_of[fn->input][self->argument]);
    case IR_PLACE_GLOBAL:
    case IR_PLACE_INDEX:
    case IR_PLACE_INDEX_PLACE:
    case IR_PLACE_UNKNOWN:
        break;
    }
    return false;
}

static bool way_of_operand(const struct program *program, uint32_t number,
                           struct ir_operand operand, struct relay_way *ret_way)
{
    *ret_way = (struct relay_way){0};
    return operand.kind == IR_OPERAND_PLACE &&
           way_of_place(program, number, operand.index, 0, ret_way);
}

/* Whether a way leads from the block back to it. Loops may not be known yet. */
static bool is_in_loop(const struct fn *fn, uint32_t block)
{
    struct arena *scratch = arena_new();
    struct bitset behind = conditions_reach(fn, block, scratch);
    bool is_behind = bitset_has(&behind, block);

    arena_free(scratch);
    return is_behind;
}

bool relay_find(const struct program *program, uint32_t number, struct relay *ret_relay)
{
    const struct fn *fn = &program->fns[number];
    uint32_t found = 0;

    if (fn->is_model || fn->ir->blocks.count > BLOCKS_MOST)
        return false;
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[i].instr];
        struct relay_way run;
        if (fn->calls[i].entity || !way_of_operand(program, number, call->a, &run) || !run.count)
            continue;
        bool gives = call->arguments.count &&
                     way_of_operand(program, number, fn->unit->operands[call->arguments.first],
                                    &ret_relay->given);
        /* who gives it something of his own does work himself, and tells of it */
        if (call->arguments.count && !gives)
            return false;
        /* who runs it again and again decides himself when to end, and is asked for that */
        if (is_in_loop(fn, fn->calls[i].block))
            return false;
        found++;
        ret_relay->call = i;
        ret_relay->run = run;
        ret_relay->gives = gives;
    }
    return found == 1;
}

bool relay_runs_at(const struct program *program, uint32_t number, uint32_t instr)
{
    struct relay relay;

    return relay_find(program, number, &relay) &&
           program->fns[number].calls[relay.call].instr == instr;
}

/* ---- what a thread runs that starts in one ---- */

/* What lies there, from the argument of the thread on. */
static struct value follow_way(struct frame *frame, const struct state *state,
                               struct value argument, const struct relay_way *way)
{
    struct value value = argument;
    uint32_t loc = 0;

    for (uint32_t i = 0; i < way->count; i++) {
        loc = way->steps[i] ? loc_field(frame->space, loc, way->steps[i])
                            : loc_target(frame->space, value);
        value = memory_read(frame, state, loc);
    }
    return value;
}

struct position {
    uint32_t block, instr;
};

/* Whether control may come from one instruction to the other. */
static bool comes_before(const struct frame *frame, struct position one, struct position other)
{
    struct bitset behind = conditions_reach(frame->fn, one.block, frame->scratch);

    return (one.block == other.block && one.instr < other.instr) ||
           bitset_has(&behind, other.block);
}

/* The entry value of a parameter that is not set before the position. */
static struct value parameter_at(struct frame *frame, struct ir_operand operand,
                                 struct position here)
{
    const struct ir_place *place =
        operand.kind == IR_OPERAND_PLACE
            ? ir_place(frame->unit, frame->ir, (struct ir_place_id){operand.index})
            : NULL;

    if (!place || place->kind != IR_PLACE_LOCAL || place->argument > frame->ir->n_parameters)
        return value_any();
    for (uint32_t id = 1; id < frame->ir->blocks.count; id++) {
        struct ir_range instrs = ir_block(frame->unit, frame->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (frame->unit->instrs[i].dst.index == operand.index &&
                comes_before(frame, (struct position){id, i}, here))
                return value_any();
    }
    return value_of(VALUE_INITIAL, loc_root(frame->space, LOC_PARAM, place->argument));
}

/* What the function puts into the field, at one place, where the states have lost it: a function, or what
 * it was called with. */
static struct value stored(struct frame *frame, const struct relay_way *way)
{
    uint32_t field = way->count ? way->steps[way->count - 1] : 0;
    struct value value = value_any();
    bool found = false;

    for (uint32_t id = 1; field && id < frame->ir->blocks.count; id++) {
        struct ir_range instrs = ir_block(frame->unit, frame->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &frame->unit->instrs[i];
            if (!instr->dst.index || element_of_named_place(frame->program, frame->fn_number,
                                                            instr->dst) != field * 2 + 1)
                continue;
            if (found || instr->op != IR_COPY)
                return value_any();
            found = true;
            value = parameter_at(frame, instr->a, (struct position){id, i});
        }
    }
    return value;
}

static bool is_known(const struct frame *frame, struct value value)
{
    bool is_given =
        value.kind == VALUE_INITIAL && loc_get(frame->space, value.id)->root == LOC_PARAM;

    return is_given || value.kind == VALUE_FUNCTION;
}

static uint32_t body_fn(const struct frame *frame, uint32_t entity)
{
    struct fn_list bodies = link_resolve(frame->program, frame->fn->input, entity);

    return bodies.count == 1 ? bodies.items[0] : 0;
}

/* The one function that is put, on some ways, into the parameter which the call hands on as the thread's
 * body; on the others the thread starts in what the parameter was. 0 = another case. */
static uint32_t only_function(const struct frame *frame, const struct ir_instr *call,
                              struct value theirs)
{
    const struct loc *loc = theirs.kind == VALUE_INITIAL ? loc_get(frame->space, theirs.id) : NULL;

    if (!loc || loc->kind != LOC_PARAM || loc->argument > call->arguments.count)
        return 0;
    struct ir_operand body = frame->unit->operands[call->arguments.first + loc->argument - 1];
    if (body.kind != IR_OPERAND_PLACE)
        return 0;
    const struct ir_place *place =
        ir_place(frame->unit, frame->ir, (struct ir_place_id){body.index});
    const struct ir_instr *write = conditions_only_write(frame->fn, body.index);
    bool is_parameter = place->kind == IR_PLACE_LOCAL && place->argument <= frame->ir->n_parameters;
    if (!is_parameter || !write || write->op != IR_COPY || write->a.kind != IR_OPERAND_FUNCTION)
        return 0;
    return body_fn(frame, frame->program->entity_of[frame->fn->input][write->a.index]);
}

void relay_look_behind(struct frame *frame, const struct state *state, const struct ir_instr *call,
                       struct value theirs, struct object *object)
{
    bool is_sure = object->body.kind == VALUE_FUNCTION;
    uint32_t start = is_sure ? body_fn(frame, object->body.id) : only_function(frame, call, theirs);
    struct value body = value_any(), argument = value_any();
    struct relay relay;

    if (!start || !relay_find(frame->program, start, &relay))
        return;
    if (is_sure) {
        body = follow_way(frame, state, object->argument, &relay.run);
        argument =
            relay.gives ? follow_way(frame, state, object->argument, &relay.given) : argument;
    }
    if (!is_known(frame, body)) {
        body = stored(frame, &relay.run);
        argument = relay.gives ? stored(frame, &relay.given) : argument;
    }
    if (!is_known(frame, body))
        return;
    object->relay = start;
    object->relay_argument = is_sure ? object->argument : value_any();
    object->body = body;
    object->argument = argument;
}

/* ---- what it does about its own thread ---- */

/* Whether the operand is what a call has told of the calling thread. */
static bool is_self(const struct program *program, const struct fn *fn, struct ir_operand operand)
{
    const struct ir_instr *write =
        operand.kind == IR_OPERAND_PLACE ? conditions_only_write(fn, operand.index) : NULL;

    if (!write || write->op != IR_CALL)
        return false;
    const struct fn_list *targets =
        &fn->calls[graph_first_call(fn, (uint32_t)(write - fn->unit->instrs))].targets;
    for (uint32_t i = 0; i < targets->count; i++) {
        const struct summary *summary = &program->solution->summaries[targets->items[i]];
        for (uint32_t k = 0; k < summary->n_outcomes; k++)
            if (summary->outcomes[k].result.kind == VALUE_SELF)
                return true;
    }
    return false;
}

static bool detaches(const struct program *program, const struct fn *fn,
                     const struct call_site *site, struct effect effect)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (effect.kind != EFFECT_DETACH)
        return false;
    if (effect.target.kind == VALUE_SELF)
        return true;
    const struct loc *loc = loc_get(&program->solution->space, effect.target.id);
    return loc->kind == LOC_PARAM && loc->argument <= call->arguments.count &&
           is_self(program, fn, fn->unit->operands[call->arguments.first + loc->argument - 1]);
}

bool relay_detaches(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    const struct solution *solution = program->solution;

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        for (uint32_t t = 0; site->entity && t < site->targets.count; t++) {
            const struct summary *summary = &solution->summaries[site->targets.items[t]];
            for (uint32_t k = 0; k < summary->n_outcomes; k++)
                for (uint32_t e = 0; e < summary->outcomes[k].n_effects; e++)
                    if (detaches(program, fn, site,
                                 solution->effects.items[summary->outcomes[k].effects[e]]))
                        return true;
        }
    }
    return false;
}
