/* Descriptors that a thread has been handed, by value or in a struct that it gets the address of, and that it closes before
 * it ends:
 *
 *     struct feed feed = {fd, data};              int out = feed->fd; ...
 *     pthread_create(&thread, NULL, run, &feed);  close(feed->fd);
 *
 * What its caller still has is the number of something that is closed. Requires the uses (uses.h), stores. */
#include "program/closed_handed.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/threads.h"
#include "program/ways.h"

/* A field of what the thread gets the address of, as an element; 0 = what it gets is the descriptor itself. */
struct handed {
    uint32_t field;
};

/* Whether the place is the first parameter, or a local that is nothing but a copy of it. */
static bool is_argument(const struct fn *fn, uint32_t place)
{
    enum { COPIES_MOST = 3 };

    for (uint32_t copies = 0; copies < COPIES_MOST; copies++) {
        const struct ir_place *local = fn_place(fn, place);
        if (local->kind != IR_PLACE_LOCAL)
            return false;
        const struct ir_instr *write = conditions_only_write(fn, place);
        if (local->argument == 1)
            return !write;
        if (!write || write->op != IR_COPY || write->a.kind != IR_OPERAND_PLACE)
            return false;
        place = write->a.index;
    }
    return false;
}

/* Whether the thread's place holds what it was handed. */
static bool is_handed(const struct program *program, uint32_t body, uint32_t place,
                      struct handed handed)
{
    const struct fn *fn = &program->fns[body];
    const struct ir_place *here = fn_place(fn, place);

    if (!handed.field)
        return is_argument(fn, place);
    return here->kind == IR_PLACE_FIELD &&
           element_of_named_place(program, body, (struct ir_place_id){place}) == handed.field &&
           fn_place(fn, here->parent.index)->kind == IR_PLACE_DEREF &&
           is_argument(fn, fn_place(fn, here->parent.index)->parent.index);
}

/* Whether the thread, or what it calls, may give the field another value. */
static bool is_changed(const struct program *program, uint32_t body, uint32_t field)
{
    const struct bitset *below = functions_below(stops_facts(program), body);
    const struct stores *stores = ways_stores(stops_facts(program)->ways);
    struct store_span span = stores_to(stores, field);

    for (uint32_t i = span.first; i < span.end; i++)
        if (stores->items[i].fn == body || bitset_has(below, stores->items[i].fn))
            return true;
    return bitset_has(&stores->address_taken, field);
}

/* Whether every way through the body closes it. */
static bool surely_closes(const struct program *program, uint32_t body, struct handed handed)
{
    const struct uses *uses = stops_uses(program);
    const struct fn *fn = &program->fns[body];
    struct path_query query = {
        .program = program, .fn = body, .from_entry = true, .to_return = true};
    bool any = false;

    for (uint32_t i = uses->first[body]; i < uses->first[body + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        if (use->kind != USE_CLOSE || !use->used || use->used > call->arguments.count)
            continue;
        struct ir_operand closed = fn->unit->operands[call->arguments.first + use->used - 1];
        if (closed.kind != IR_OPERAND_PLACE || !is_handed(program, body, closed.index, handed))
            continue;
        path_mark(&query, use->instr, PATH_STOP);
        any = true;
    }
    bool sure = any && !path_find(&query).found &&
                !(handed.field && is_changed(program, body, handed.field));
    path_query_deinit(&query);
    return sure;
}

/* The local that the place is a part of, with no pointer in between; 0 = none. */
static uint32_t variable_of(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = fn_place(fn, id);

    while (place->kind == IR_PLACE_FIELD)
        place = fn_place(fn, place->parent.index);
    return place->kind == IR_PLACE_LOCAL ? place->argument : 0;
}

/* The field of the local that gets the descriptor, and nothing else; 0 = none does. */
static uint32_t field_of(const struct program *program, const struct channel_use *use,
                         uint32_t local)
{
    const struct fn *fn = &program->fns[use->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *copy = &fn->unit->instrs[i];
            if (copy->op != IR_COPY || !copy->dst.index || copy->a.kind != IR_OPERAND_PLACE ||
                copy->a.index != use->place ||
                fn_place(fn, copy->dst.index)->kind != IR_PLACE_FIELD ||
                variable_of(fn, copy->dst.index) != local ||
                conditions_only_write(fn, copy->dst.index) != copy)
                continue;
            return element_of_named_place(program, use->fn, copy->dst);
        }
    }
    return 0;
}

/* Whether the call hands the descriptor on by that argument. */
static bool hands(const struct program *program, const struct channel_use *use,
                  struct ir_operand argument, struct handed *ret_handed)
{
    const struct fn *fn = &program->fns[use->fn];

    *ret_handed = (struct handed){0};
    if (argument.kind == IR_OPERAND_ADDRESS) {
        uint32_t local = variable_of(fn, argument.index);
        ret_handed->field = local ? field_of(program, use, local) : 0;
        return ret_handed->field != 0;
    }
    if (argument.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_instr *write =
        argument.index == use->place ? NULL : conditions_only_write(fn, argument.index);
    return argument.index == use->place ||
           (write && write->op == IR_COPY && write->a.kind == IR_OPERAND_PLACE &&
            write->a.index == use->place);
}

/* Whether the function, once it has started the thread, may set the place to something else: what it closes then is another
 * one, or nothing. */
static bool is_given_up(const struct program *program, const struct channel_use *use,
                        const struct start *start)
{
    const struct fn *fn = &program->fns[use->fn];
    struct path_query query = {.program = program, .fn = use->fn};

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].dst.index == use->place)
                path_mark(&query, i, PATH_TO);
    }
    path_mark(&query, start->instr, PATH_FROM);
    path_mark(&query, use->instr, PATH_STOP);
    bool is_set = path_find(&query).found;
    path_query_deinit(&query);
    return is_set;
}

uint32_t closed_by_thread(const struct program *program, const struct channel_use *use)
{
    const struct starts *starts = threads_starts(program);
    const struct fn *fn = &program->fns[use->fn];

    if (stores_type_of_place(fn, (struct ir_place_id){use->place})->kind != IR_TYPE_INTEGER)
        return 0;
    for (uint32_t i = 0; i < starts->count; i++) {
        const struct start *start = &starts->items[i];
        const struct ir_instr *call = &fn->unit->instrs[start->instr];
        struct handed handed;
        if (start->fn != use->fn || call->op != IR_CALL || program->fns[start->body].is_model)
            continue;
        for (uint32_t a = 0; a < call->arguments.count; a++)
            if (hands(program, use, fn->unit->operands[call->arguments.first + a], &handed) &&
                surely_closes(program, start->body, handed) && !is_given_up(program, use, start))
                return start->body;
    }
    return 0;
}
