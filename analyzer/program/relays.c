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
#include "program/solver.h"

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
        found++;
        ret_relay->call = i;
        ret_relay->run = run;
        ret_relay->gives =
            call->arguments.count &&
            way_of_operand(program, number, fn->unit->operands[call->arguments.first],
                           &ret_relay->given);
    }
    return found == 1;
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
