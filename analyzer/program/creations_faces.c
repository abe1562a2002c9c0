/* What checks see of each creation, when all functions are solved. */
#include "program/creations_inside.h"

#include <stdlib.h>

#include <stranded/primitives.h>

#include "ir/print.h"

/* A client is taken for a connection, with a thread or without: what sets it up costs as much. */
static enum cost cost_of(const struct creation_record *record)
{
    return record->cost >= MODEL_THREADS ? COST_THREAD : COST_HANDLE;
}

static void finish_face(struct program *program, uint32_t number)
{
    struct creation_record *record = &program->solution->creations.items.items[number];
    const struct fn *fn = &program->fns[record->fn];
    const struct ir_instr *call = &fn->unit->instrs[record->instr];
    const struct call_site *site = &fn->calls[graph_first_call(fn, record->instr)];
    struct creation *face = &record->face;

    if (record->kind != OBJECT_THREAD) {
        face->kind = record->through ? CREATES_CALLED_CLIENT : CREATES_CLIENT;
        face->client.maker = site->entity ? program->entities[site->entity].name : NULL;
        face->client.cost = cost_of(record);
    } else {
        face->kind = record->through ? CREATES_CALLED_THREAD : CREATES_THREAD;
    }
    face->number = number;
    face->at = graph_place(program, fn, call->at);
    face->function = fn->name;
    face->object = record->object ? record->object : "";
    face->anchor = ir_print_call(fn->unit, fn->ir, call, program->run);
    face->thread.detached = record->detached_seen && !record->joinable_seen;
    if (record->body_fns.count) {
        const struct fn *body = &program->fns[record->body_fns.items[0]];
        face->thread.body = body->name;
        face->thread.body_at = graph_place(program, body, body->ir->at);
    }
}

/* A wrapper that keeps the handle to itself tells its callers nothing of it: who runs what is read from
 * the calls that name a function. */
static void find_starts(struct program *program, struct creation_record *record)
{
    const struct fn *maker = &program->fns[record->fn];

    for (uint32_t i = 0; i < maker->callers.count; i++) {
        uint32_t number = maker->callers.items[i];
        const struct fn *caller = &program->fns[number];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct ir_instr *call = &caller->unit->instrs[caller->calls[c].instr];
            bool calls = call_reaches(&caller->calls[c], record->fn);
            for (uint32_t k = 0; calls && k < call->arguments.count; k++) {
                struct ir_operand argument = caller->unit->operands[call->arguments.first + k];
                bool complete = false;
                if (argument.kind != IR_OPERAND_FUNCTION)
                    continue;
                struct fn_list bodies = targets_of_operand(program, number, argument, &complete);
                for (uint32_t b = 0; b < bodies.count; b++)
                    vector_push(&record->starts,
                                (struct start){bodies.items[b], number, caller->calls[c].block,
                                               caller->calls[c].instr});
            }
        }
    }
    if (!record->starts.count && record->body_fns.count == 1)
        vector_push(&record->starts, (struct start){record->body_fns.items[0], record->fn,
                                                    record->block, record->instr});
}

static bool has_start_of(const struct creation_record *record, uint32_t body)
{
    for (uint32_t i = 0; i < record->starts.count; i++)
        if (record->starts.items[i].body == body)
            return true;
    return false;
}

static bool runs(const struct creation_record *record, uint32_t body)
{
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        if (record->body_fns.items[i] == body)
            return true;
    return false;
}

/* One call may start several bodies, as by `i % 2 ? reader : writer`: it is the start of each function that its own function
 * puts into what it gives the call. */
static void add_chosen_starts(const struct program *program, struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    const struct ir_instr *call = &fn->unit->instrs[record->instr];

    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[call->arguments.first + k];
        for (uint32_t id = 1; fn_local(fn, given) && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                const struct ir_instr *copy = &fn->unit->instrs[i];
                bool complete = false;
                if (copy->op != IR_COPY || copy->dst.index != given.index ||
                    copy->a.kind != IR_OPERAND_FUNCTION)
                    continue;
                struct fn_list bodies = targets_of_operand(program, record->fn, copy->a, &complete);
                for (uint32_t b = 0; b < bodies.count; b++)
                    if (runs(record, bodies.items[b]) && !has_start_of(record, bodies.items[b]))
                        vector_push(&record->starts, (struct start){bodies.items[b], record->fn,
                                                                    record->block, record->instr});
            }
        }
    }
}

static int compare_losses(const void *a, const void *b)
{
    const struct loss_record *left = a, *right = b;

    if (left->fn != right->fn)
        return left->fn < right->fn ? -1 : 1;
    if (left->at.line != right->at.line)
        return left->at.line < right->at.line ? -1 : 1;
    return (left->at.column > right->at.column) - (left->at.column < right->at.column);
}

/* Where nobody in sight says what a relay runs, it is the body itself. */
static void settle_relays(struct creation_record *record)
{
    if (record->body_fns.count || record->body_unknown)
        return;
    for (uint32_t i = 0; i < record->relays.count; i++)
        vector_push(&record->body_fns, record->relays.items[i]);
    record->relays.count = 0;
    record->in_argument |= record->in_relays;
    record->not_in_argument = record->not_in_relays;
}

void creations_finish(struct program *program)
{
    struct creations *all = &program->solution->creations;

    for (uint32_t i = 1; i < all->items.count; i++) {
        struct creation_record *record = &all->items.items[i];
        if (record->losses.count)
            qsort(record->losses.items, record->losses.count, sizeof(struct loss_record),
                  compare_losses);
        settle_relays(record);
        if (!record->starts.count && record->kind == OBJECT_THREAD)
            find_starts(program, record);
        if (record->kind == OBJECT_THREAD)
            add_chosen_starts(program, record);
        finish_face(program, i);
    }
}
