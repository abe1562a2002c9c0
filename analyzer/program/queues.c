/* A hand-written queue is a list, ring or array that some function adds to and then wakes somebody: it
 * signals a condition, posts a semaphore, writes into a pipe; or it waits for room before; or its indices are
 * atomic; or it adds quietly, under a mutex. What takes out is taken in the widest sense: whoever reads what is
 * in the list.
 *
 *   adds to a list    a pointer to a node, which is new or was handed in, is stored in a field or global
 *                     that holds nodes (a node's record has a pointer to its own kind)
 *   adds to an array  a value is stored at an index that another field or global holds
 *   takes out         a function that does not add reads such a place, or what lies behind it
 *
 * Requires targets, and stops_uses(). */
#include "program/queues.h"

#include "program/elements.h"
#include "program/queues_inside.h"
#include "program/stops.h"

/* ---- manners ---- */

static void read_manners(struct scan *scan, uint32_t number, bool own)
{
    const struct uses *uses = scan->uses;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        scan->manners.locks |= own && use->kind == USE_LOCK;
        scan->manners.wakes |=
            use->kind == USE_SIGNAL || use->kind == USE_BROADCAST || use->kind == USE_SEND;
        scan->manners.waits |= own && use->forever && !use->outside &&
                               (use->kind == USE_WAIT || use->kind == USE_RECEIVE);
        bool is_field =
            use->element && use->element < elements_named(scan->program) && use->element % 2 == 1;
        if (is_field)
            vector_push(&scan->manners.records, scan->program->fields[use->element / 2].record);
    }
}

/* What the function does itself, and what functions do that it calls to wake. */
static void find_manners(struct scan *scan)
{
    vector_clear(&scan->manners.records);
    scan->manners.wakes = scan->manners.waits = scan->manners.locks = false;
    read_manners(scan, scan->number, true);
    for (uint32_t c = 0; c < scan->fn->n_calls; c++)
        for (uint32_t k = 0; k < scan->fn->calls[c].targets.count; k++)
            if (!scan->program->fns[scan->fn->calls[c].targets.items[k]].is_model)
                read_manners(scan, scan->fn->calls[c].targets.items[k], false);
}

/* ---- the whole ---- */

static void each_instr(struct scan *scan, visit_instr *visit, void *data)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++)
            visit(scan, id, instrs.first + i, data);
    }
}

/* Drops sends into arrays in which somebody searches. */
static void drop_searched(struct scan *scan, struct arena *scratch)
{
    struct bitset searched = bitset_new(scratch, elements_named(scan->program));
    uint32_t n = 0;

    for (scan->number = 1; scan->number < scan->program->n_fns && scan->found->count;
         scan->number++) {
        scan->fn = &scan->program->fns[scan->number];
        if (!scan->fn->is_model)
            queues_find_searched(scan, &searched);
    }
    for (uint32_t i = 0; i < scan->found->count; i++) {
        struct queue_use use = scan->found->items[i];
        uint32_t array =
            use.kind == USE_SEND && !use.node
                ? element_of_place(scan->program, use.fn, (struct ir_place_id){use.place})
                : 0;
        if (!bitset_has(&searched, array))
            scan->found->items[n++] = use;
    }
    scan->found->count = n;
}

void queues_find(const struct program *program, struct queue_uses *ret_uses)
{
    struct arena *scratch = arena_new();
    struct kept kept = {bitset_new(scratch, program->n_records + 1),
                        bitset_new(scratch, elements_named(program))};
    struct bitset adders = bitset_new(scratch, program->n_fns);
    struct scan scan = {
        .program = program, .uses = stops_uses(program), .kept = &kept, .found = ret_uses};

    for (uint32_t number = 1; number < program->n_fns; number++) {
        uint32_t first = ret_uses->count;
        scan.number = number;
        scan.fn = &program->fns[number];
        if (scan.fn->is_model)
            continue;
        find_manners(&scan);
        each_instr(&scan, queues_visit_adding, NULL);
        queues_keep_last_send(&scan, ret_uses, first);
        if (ret_uses->count > first)
            bitset_add(&adders, number);
    }
    drop_searched(&scan, scratch);
    for (uint32_t number = 1; number < program->n_fns && ret_uses->count; number++) {
        bool is_adder = bitset_has(&adders, number);
        scan.number = number;
        scan.fn = &program->fns[number];
        if (scan.fn->is_model)
            continue;
        find_manners(&scan);
        if (!is_adder && !scan.manners.locks)
            each_instr(&scan, queues_visit_filling, NULL);
        each_instr(&scan, queues_visit_taking, &is_adder);
        for (uint32_t id = 1; !is_adder && id < scan.fn->ir->blocks.count; id++)
            queues_take_asked(&scan, id);
        uint32_t last = 0;
        each_instr(&scan, queues_visit_pairing, &last);
    }
    queue_tables_drop(&scan);
    vector_deinit(&scan.manners.records);
    arena_free(scratch);
}
