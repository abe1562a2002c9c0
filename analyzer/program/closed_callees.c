/* Functions that close what they are given: always, or only on the ways on which they fail, of which their result
 * tells.
 *
 *     if (hello(fd) < 0)         hello() has closed it then
 *         close(fd);
 *
 * Path by path through the function. Requires the uses (uses.h). */
#include "program/closed_callees.h"

#include "program/elements.h"
#include "program/stops.h"
#include "program/uses.h"
#include "program/value.h"
#include "program/ways.h"

/* What callers take for a failure, the narrowest first: what is done on a wider one need not be done on what is
 * returned, and who tests for a narrow one has not tested for a wider one. Zero is one where a pointer, or a truth, is
 * returned. */
static const struct path_result failures[] = {
    {IR_EQ, -1}, {IR_EQ, 0}, {IR_LT, 0}, {IR_LE, 0}, {IR_NE, 0}};

/* Whether the parameter is nothing but what the caller has given. */
static bool is_given(const struct fn *fn, uint32_t place)
{
    const struct ir_place *local = fn_place(fn, place);

    if (ir_local(fn->unit, fn->ir, (struct ir_local_id){local->argument})->flags &
        IR_LOCAL_ADDRESS_TAKEN)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].dst.index == place)
                return false;
    }
    return true;
}

/* Whether the place lies right behind the pointer in that local. */
static bool is_behind(const struct fn *fn, uint32_t place, uint32_t local)
{
    const struct ir_place *target = fn_place(fn, place);

    if (target->kind != IR_PLACE_DEREF)
        return false;
    const struct ir_place *pointer = fn_place(fn, target->parent.index);
    return pointer->kind == IR_PLACE_LOCAL && pointer->argument == local &&
           is_given(fn, target->parent.index);
}

static bool part_at(const struct program *program, uint32_t number, uint32_t id, uint32_t whole,
                    struct closed_part *ret_part)
{
    const struct ir_place *place = fn_place(&program->fns[number], id);

    if (id == whole) {
        *ret_part = (struct closed_part){CLOSED_INDEX, 0};
        return true;
    }
    if (place->parent.index != whole ||
        (place->kind != IR_PLACE_FIELD && place->kind != IR_PLACE_INDEX))
        return false;
    *ret_part = place->kind == IR_PLACE_FIELD
                    ? (struct closed_part){CLOSED_FIELD, element_of_place(program, number,
                                                                          (struct ir_place_id){id})}
                    : (struct closed_part){CLOSED_INDEX, place->argument};
    return true;
}

bool closed_part_of(const struct program *program, uint32_t number, struct ir_operand argument,
                    uint32_t place, struct closed_part *ret_part)
{
    const struct fn *fn = &program->fns[number];

    if (argument.kind == IR_OPERAND_ADDRESS)
        return part_at(program, number, place, argument.index, ret_part);
    if (argument.kind != IR_OPERAND_PLACE)
        return false;
    *ret_part = (struct closed_part){CLOSED_VALUE, 0};
    if (argument.index == place)
        return true;
    for (uint32_t id = place; id; id = fn_place(fn, id)->parent.index)
        if (fn_place(fn, id)->kind == IR_PLACE_DEREF)
            return fn_place(fn, id)->parent.index == argument.index &&
                   part_at(program, number, place, id, ret_part);
    return false;
}

/* Whether the place is that part of the parameter. */
static bool is_part(const struct program *program, uint32_t number, uint32_t id, uint32_t parameter,
                    struct closed_part part)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_place *place = fn_place(fn, id);
    struct closed_part here;

    if (part.kind == CLOSED_VALUE)
        return place->kind == IR_PLACE_LOCAL && place->argument == parameter && is_given(fn, id);
    uint32_t whole = place->kind == IR_PLACE_DEREF ? id : place->parent.index;
    return whole && is_behind(fn, whole, parameter) && part_at(program, number, id, whole, &here) &&
           here.kind == part.kind && here.number == part.number;
}

void closed_mark_writers(const struct program *program, uint32_t element, uint32_t except,
                         struct path_query *query)
{
    const struct stores *stores = ways_stores(stops_facts(program)->ways);
    const struct fn *fn = &program->fns[query->fn];
    struct store_span span = stores_to(stores, element);

    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t i = span.first; i < span.end && fn->calls[c].instr != except; i++)
            if (functions_lead_to(stops_facts(program), &fn->calls[c], stores->items[i].fn)) {
                path_mark(query, fn->calls[c].instr, PATH_STOP);
                break;
            }
}

/* Whether the function hands its parameter on: who gets it may write there. */
static bool hands_on(const struct fn *fn, uint32_t parameter)
{
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            if (fn_local(fn, argument) == parameter)
                return true;
        }
    }
    return false;
}

/* Whether the function writes that part of its parameter, and (`before`) comes to that instruction then. */
static bool writes_part(const struct program *program, uint32_t number, uint32_t parameter,
                        struct closed_part part, uint32_t before)
{
    const struct fn *fn = &program->fns[number];
    struct path_query query = {.program = program, .fn = number};
    bool any = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            uint32_t dst = fn->unit->instrs[i].dst.index;
            if (!dst || !is_part(program, number, dst, parameter, part))
                continue;
            path_mark(&query, i, PATH_FROM);
            any = true;
        }
    }
    if (any && before) {
        path_mark(&query, before, PATH_TO);
        any = path_find(&query).found;
    }
    path_query_deinit(&query);
    return any;
}

bool closed_may_renew(const struct program *program, uint32_t fn, const struct call_site *site,
                      uint32_t place, uint32_t before)
{
    const struct fn *caller = &program->fns[fn];
    const struct ir_instr *call = &caller->unit->instrs[site->instr];
    struct closed_part part;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = caller->unit->operands[call->arguments.first + i];
        if (argument.kind != IR_OPERAND_ADDRESS ||
            !closed_part_of(program, fn, argument, place, &part) || part.kind != CLOSED_INDEX)
            continue;
        bool is_seen = site->targets.count && !site->unresolved;
        for (uint32_t k = 0; is_seen && k < site->targets.count; k++) {
            const struct fn *callee = &program->fns[site->targets.items[k]];
            if (callee->is_model || i >= callee->ir->n_parameters ||
                (!before && hands_on(callee, i + 1)) ||
                writes_part(program, site->targets.items[k], i + 1, part, before))
                return true;
        }
        if (!is_seen)
            return true;
    }
    return false;
}

/* Marks the calls of the function that close that part of its parameter; whether there is one. */
static bool mark_closes(const struct program *program, uint32_t parameter, struct closed_part part,
                        enum path_mark mark, struct path_query *query)
{
    const struct uses *uses = stops_uses(program);
    const struct fn *fn = &program->fns[query->fn];
    bool any = false;

    for (uint32_t i = uses->first[query->fn]; i < uses->first[query->fn + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        if (use->kind != USE_CLOSE || !use->used || use->used > call->arguments.count)
            continue;
        struct ir_operand closed = fn->unit->operands[call->arguments.first + use->used - 1];
        if (closed.kind != IR_OPERAND_PLACE)
            continue;
        if (!is_part(program, query->fn, closed.index, parameter, part))
            continue;
        path_mark(query, use->instr, mark);
        if (part.kind != CLOSED_VALUE && mark == PATH_FROM) {
            query->kept = (struct ir_place_id){closed.index};
            closed_mark_writers(program, element_of_place(program, query->fn, query->kept),
                                use->instr, query);
        }
        any = true;
    }
    return any;
}

/* Whether the function may return such a result, and has closed; or (`open`) has not. */
static bool may_return(const struct program *program, uint32_t number, uint32_t parameter,
                       struct closed_part part, const struct path_result *result, bool open)
{
    struct path_query query = {.program = program,
                               .fn = number,
                               .from_entry = open,
                               .to_return = true,
                               .returned = result};
    bool may = mark_closes(program, parameter, part, open ? PATH_STOP : PATH_FROM, &query) &&
               path_find(&query).found;

    path_query_deinit(&query);
    return may;
}

bool closed_by_callee(const struct program *program, const struct fn *fn,
                      const struct call_site *site, uint32_t argument, struct closed_part part,
                      struct path_result *ret_result)
{
    bool is_one = site->entity && site->targets.count == 1 && !site->unresolved;
    uint32_t callee = is_one ? site->targets.items[0] : 0;

    if (!is_one || program->fns[callee].is_model ||
        argument > program->fns[callee].ir->n_parameters ||
        !may_return(program, callee, argument, part, NULL, false))
        return false;
    *ret_result = (struct path_result){IR_NO_OPERATOR, 0};
    if (!may_return(program, callee, argument, part, NULL, true))
        return true;
    for (size_t i = 0;
         fn->unit->instrs[site->instr].dst.index && i < sizeof(failures) / sizeof(*failures); i++) {
        *ret_result = failures[i];
        if (may_return(program, callee, argument, part, ret_result, false) &&
            !may_return(program, callee, argument, part, ret_result, true))
            return true;
    }
    return false;
}

bool closed_by_failed(const struct program *program, const struct fn *fn,
                      const struct call_site *site, uint32_t argument, struct closed_part part,
                      struct path_result *ret_result)
{
    bool is_one = site->entity && site->targets.count == 1 && !site->unresolved;
    uint32_t callee = is_one ? site->targets.items[0] : 0;

    if (!is_one || program->fns[callee].is_model || !fn->unit->instrs[site->instr].dst.index ||
        argument > program->fns[callee].ir->n_parameters)
        return false;
    for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++) {
        struct path_result success = {relation_negate(failures[i].relation), failures[i].number};
        *ret_result = failures[i];
        if (may_return(program, callee, argument, part, ret_result, false) &&
            may_return(program, callee, argument, part, &success, true) &&
            !may_return(program, callee, argument, part, &success, false))
            return true;
    }
    return false;
}
