/* A thread that runs a loop of a library, such as a main loop, which ends when it is told so, and not otherwise. Where
 * nobody tells it, the body is as endless as one that goes round by itself.
 *
 * Whatever is not known is taken to tell it. */
#include "program/elements.h"
#include "program/paths.h"
#include "program/solver.h"
#include "program/stops_inside.h"
#include "program/ways_inside.h"

/* Whether every way through the body comes to that call. */
static bool must_come(const struct question *question, const struct use *wait)
{
    struct path_query query = {
        .program = question->program, .fn = wait->fn, .from_entry = true, .to_return = true};

    path_mark(&query, wait->instr, PATH_STOP);
    bool may_not = path_find(&query).found;
    path_query_deinit(&query);
    return !may_not;
}

/* What the call is about; NULL = not known. */
static const struct ir_type *type_of(const struct fn *fn, const struct use *use)
{
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (!use->used || use->used > call->arguments.count)
        return NULL;
    struct ir_operand operand = fn->unit->operands[call->arguments.first + use->used - 1];
    return operand.kind == IR_OPERAND_PLACE
               ? stores_type_of_place(fn, (struct ir_place_id){operand.index})
               : NULL;
}

/* Whether the call may end the loop. What a handler gets as its data may be any of them; a descriptor is none. */
static bool may_end(const struct question *question, const struct use *use, const struct use *wait)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_type *type = type_of(fn, use);

    if (type && type->kind == IR_TYPE_INTEGER)
        return false;
    bool is_data = !type || (type->kind == IR_TYPE_POINTER &&
                             fn->unit->types[type->element.index].kind == IR_TYPE_VOID);
    bool is_handed = fn->address_taken && use->element >= elements_named(program);
    return is_data || is_handed || region_same(question->facts, use->element, wait->element);
}

/* Whether those whom we do not see may ask for the loop: then they may end it. */
static bool is_given_out(const struct question *question, const struct use *wait)
{
    const struct program *program = question->program;

    for (uint32_t f = 1; f < program->n_fns; f++)
        if (!program->fns[f].is_model && ways_called_out_of_sight(program, f) &&
            holders_same(question->facts->flows, element_of_result(program, f), wait->element))
            return true;
    return false;
}

/* Whether somebody may call what ends such a loop through a pointer: it is given to a library as a handler. */
static bool is_ended_through_pointer(const struct program *program)
{
    for (uint32_t f = 1; f < program->n_fns; f++) {
        if (!program->fns[f].is_model || !program->fns[f].address_taken)
            continue;
        struct model_uses uses = model_uses(program, f);
        for (uint32_t i = 0; i < uses.count; i++)
            if (uses.items[i].kind == USE_CLOSE)
                return true;
    }
    return false;
}

static bool is_ended(const struct question *question, const struct use *wait)
{
    const struct uses *uses = question->facts->unwrapped;

    if (!wait->element || holders_escape(question->facts->flows, wait->element))
        return true;
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if ((use->kind == USE_CLOSE || use->kind == USE_FINISH) && may_end(question, use, wait))
            return true;
    }
    return is_given_out(question, wait) || is_ended_through_pointer(question->program);
}

const char *stops_runs_main_loop(const struct question *question, struct step *ret_step)
{
    const struct program *program = question->program;
    const struct uses *uses = question->facts->unwrapped;
    uint32_t body = question->start->body;
    const struct fn *fn = &program->fns[body];

    for (uint32_t i = uses->first[body]; i < uses->first[body + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (!use->until_closed || !must_come(question, use) || is_ended(question, use))
            continue;
        *ret_step = question_step(program, body, fn->unit->instrs[use->instr].at,
                                  arena_printf(program->run,
                                               "%s() runs a main loop here, and nothing ends that",
                                               fn->name));
        return program->entities[fn->calls[graph_first_call(fn, use->instr)].entity].name;
    }
    return NULL;
}
