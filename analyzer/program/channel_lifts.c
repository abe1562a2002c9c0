/* Uses of channels, from where they are made up to the call in which the channel is a certain object.
 *
 * Requires channel_flow.c, queues.c, wait_sets.c; yields channels.uses, without their classes. */
#include "program/channel_lifts.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "program/channel_lifts_inside.h"
#include "program/channel_names.h"
#include "program/elements.h"
#include "program/stops.h"
#include "program/stores.h"

/* Bound: behind it, a channel is taken to escape. */
enum { LIFTS_OF_FN = 200 };

static const uint64_t use_is_channels =
    UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_SEND | UINT64_C(1) << USE_CLOSE |
    UINT64_C(1) << USE_FINISH | UINT64_C(1) << USE_WAIT | UINT64_C(1) << USE_SIGNAL |
    UINT64_C(1) << USE_BROADCAST | UINT64_C(1) << USE_TIMEOUT | UINT64_C(1) << USE_MAKE |
    UINT64_C(1) << USE_ENDS | UINT64_C(1) << USE_AWAIT | UINT64_C(1) << USE_MAKE_SET |
    UINT64_C(1) << USE_WATCH | UINT64_C(1) << USE_CLIENT | UINT64_C(1) << USE_BLOCK |
    UINT64_C(1) << USE_BOUND | UINT64_C(1) << USE_REMOTE | UINT64_C(1) << USE_DATAGRAMS |
    UINT64_C(1) << USE_SHARE | UINT64_C(1) << USE_NAME | UINT64_C(1) << USE_NAMES |
    UINT64_C(1) << USE_KNOWN | UINT64_C(1) << USE_GATHER | UINT64_C(1) << USE_WHEN_SENT;

/* ---- lifting ---- */

/* Whether it would be a queue in an object of the function's own frame, which no other thread knows. */
static bool is_private_object(const struct lifting *lifting, const struct channel_use *use,
                              const struct lifted *lifted)
{
    const struct fn *fn = &lifting->channels->program->fns[lifted->fn];
    uint32_t id = lifted->root.place;

    if (!use->by_hand || use->kind != USE_SEND || use->forever || !id || !lifted->root.element ||
        !channel_flow_is_private(lifting->channels->flow, lifted->root.element))
        return false;
    while (fn_place(fn, id)->parent.index && fn_place(fn, id)->kind != IR_PLACE_DEREF)
        id = fn_place(fn, id)->parent.index;
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){id});
    return fn_place(fn, id)->kind == IR_PLACE_LOCAL && type->kind == IR_TYPE_RECORD;
}

static void settle_use(struct lifting *lifting, const struct lifted *lifted, uint32_t block,
                       uint32_t instr)
{
    struct channel_use use = lifting->pending.items[lifted->use];

    if (is_private_object(lifting, &use, lifted))
        return;
    use.fn = lifted->fn;
    use.block = block;
    use.instr = instr;
    use.element = lifted->root.element;
    use.place = lifted->root.place;
    use.end = lifted->root.index;
    use.name = lifted->name;
    use.reached |= contexts_reached(lifting->channels->program, lifted->fn) ||
                   bitset_has(&lifting->in_damage, lifted->fn);
    vector_push(&lifting->channels->uses, use);
}

/* Not everything that the use may be of is known. */
static void lose(struct lifting *lifting, uint32_t use)
{
    const struct channel_use *pending = &lifting->pending.items[use];

    if (pending->kind == USE_NAME || pending->kind == USE_NAMES)
        vector_push(&lifting->channels->names_lost, lifting->name.own);
    if (pending->kind == USE_KNOWN)
        channel_flow_give_away(lifting->channels->flow, pending->common);
    if (pending->group)
        vector_push(&lifting->lost, pending->group);
    lifting->channels->adds_unseen |= pending->kind == USE_WATCH && !pending->is_watched;
}

void lifting_place(struct lifting *lifting, uint32_t use, uint32_t fn, uint32_t block,
                   uint32_t instr, struct rooted root)
{
    struct lifted lifted = {use, fn, root, lifting->guard, lifting->name};
    bool is_new = true;
    uint64_t number = root.root == ROOTED_RESULT ? 0 : root.parameter;

    switch (root.root) {
    case ROOTED_NOWHERE:
        lose(lifting, use);
        break;
    case ROOTED_HERE:
        if (lifting->channels->uses.count < LIFTS_MOST)
            settle_use(lifting, &lifted, block, instr);
        else
            lose(lifting, use);
        break;
    case ROOTED_PARAMETER:
    case ROOTED_RESULT:
        if (members_has_unseen_callers(lifting->channels->program, fn))
            lose(lifting, use);
        if (lifting->count_of_fn[fn]++ > LIFTS_OF_FN) {
            lose(lifting, use);
            break;
        }
        if (!lifted.guard.parameter)
            lifted.guard = channel_guard_of(&lifting->channels->program->fns[fn], block);
        intmap_put(&lifting->seen,
                   ((uint64_t)use << 40 ^ (uint64_t)fn << 8 ^ number) +
                       channel_guard_hash(lifted.guard) +
                       hash_mix(lifted.name.fn, lifted.name.text.index),
                   0, &is_new);
        if (is_new)
            vector_push(&lifting->todo, lifted);
        break;
    }
}

/* What takes out of a part of an object may take out of the queue that the object is. */
static void place_around(struct lifting *lifting, uint32_t use, uint32_t number,
                         const struct call_site *site, struct ir_operand operand)
{
    const struct program *program = lifting->channels->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    struct channel_use around = lifting->pending.items[use];
    around.forever = false;
    uint32_t part = operand.index;

    if (!around.by_hand || around.kind != USE_RECEIVE || operand.kind != IR_OPERAND_ADDRESS)
        return;
    for (; place->kind == IR_PLACE_FIELD; place = ir_place(fn->unit, fn->ir, place->parent)) {
        struct ir_operand object = {IR_OPERAND_ADDRESS, place->parent.index};
        around.part = element_of_place(program, number, (struct ir_place_id){part});
        part = place->parent.index;
        if (lifting->pending.count > LIFTS_MOST)
            return;
        vector_push(&lifting->pending, around);
        lifting_place(lifting, lifting->pending.count - 1, number, site->block, site->instr,
                      channel_flow_object(lifting->channels->flow, number, object));
    }
}

/* What the index of an element is to the caller, who gives the address of the array, or of an element of it. */
static uint32_t index_behind(const struct fn *fn, struct ir_operand operand, uint32_t index)
{
    struct ir_place_id id = {operand.index};

    if (operand.kind != IR_OPERAND_ADDRESS || index == INDEX_UNKNOWN)
        return index;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, id);
    const struct ir_type *type = stores_type_of_place(fn, id);
    bool is_scalar = type && type->kind == IR_TYPE_INTEGER;
    if (is_scalar && place->kind == IR_PLACE_INDEX)
        return place->argument < INDEX_UNKNOWN - index ? place->argument + index : INDEX_UNKNOWN;
    return is_scalar && place->kind == IR_PLACE_INDEX_PLACE ? INDEX_UNKNOWN : index;
}

static void lift_to_caller(struct lifting *lifting, const struct lifted *lifted, uint32_t caller)
{
    const struct program *program = lifting->channels->program;
    const struct fn *fn = &program->fns[caller];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        lifting->guard = lifted->guard;
        lifting->name = channel_name_in_caller(program, lifted->name, lifted->fn, caller, call);
        if (!call_reaches(site, lifted->fn) || !channel_guard_admits(fn, call, &lifting->guard))
            continue;
        if (lifted->root.root == ROOTED_RESULT) {
            lifting_place(lifting, lifted->use, caller, site->block, site->instr,
                          channel_flow_result(lifting->channels->flow, caller, call->dst));
            continue;
        }
        if (lifted->root.parameter > call->arguments.count)
            continue;
        struct ir_operand operand =
            fn->unit->operands[call->arguments.first + lifted->root.parameter - 1];
        struct rooted root = lifting->pending.items[lifted->use].by_hand
                                 ? channel_flow_object(lifting->channels->flow, caller, operand)
                                 : channel_flow_root(lifting->channels->flow, caller, operand);
        if (lifted->root.index)
            root.index = index_behind(fn, operand, lifted->root.index);
        lifting_place(lifting, lifted->use, caller, site->block, site->instr, root);
        place_around(lifting, lifted->use, caller, site, operand);
    }
    lifting->guard.parameter = 0;
    lifting->name = (struct named){0};
}

static void lift(struct lifting *lifting)
{
    const struct program *program = lifting->channels->program;

    while (lifting->todo.count) {
        struct lifted lifted = vector_pop(&lifting->todo);
        const struct fn_list *callers = &program->fns[lifted.fn].callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (!program->fns[callers->items[i]].is_model)
                lift_to_caller(lifting, &lifted, callers->items[i]);
    }
}

/* ---- the whole ---- */

static void find_routines(struct lifting *lifting, const struct uses *uses)
{
    struct channels *channels = lifting->channels;

    channels->inherits = bitset_new(channels->program->run, channels->program->n_fns);
    for (uint32_t i = 0; i < uses->items.count; i++) {
        if (uses->items.items[i].kind == USE_INTERRUPT_ROUTINE)
            bitset_add(&lifting->in_interrupts, uses->items.items[i].fn);
        if (uses->items.items[i].kind == USE_INHERIT)
            bitset_add(&channels->inherits, uses->items.items[i].fn);
    }
}

/* The units in which some function is not understood: its calls may be lost. */
static struct bitset find_damaged(const struct program *program, struct arena *scratch)
{
    struct bitset units = bitset_new(scratch, program->n_inputs);

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        if (!fn->is_model && (fn->ir->flags & IR_FUNCTION_DAMAGED || fn->ir->n_unknown))
            bitset_add(&units, fn->input);
    }
    return units;
}

/* A function that nobody seems to call is there for something: where a function is damaged that could call it, for
 * that. */
static void find_in_damage(struct lifting *lifting, struct arena *scratch)
{
    const struct program *program = lifting->channels->program;
    struct bitset units = find_damaged(program, scratch);

    lifting->in_damage = bitset_new(scratch, program->n_fns);
    for (uint32_t number = 1; bitset_next(&units, 0) < units.size && number < program->n_fns;
         number++) {
        const struct fn *fn = &program->fns[number];
        if (fn->is_model || !fn->entity || fn->callers.count || fn->address_taken)
            continue;
        bool may = bitset_has(&units, fn->input);
        for (uint32_t i = bitset_next(&units, 0);
             !program->entities[fn->entity].is_static && !may && i < units.size;
             i = bitset_next(&units, i + 1))
            may = members_share(program, fn->input, i);
        if (may)
            bitset_add_all(&lifting->in_damage, functions_below(stops_facts(program), number));
    }
}

void channel_lifts_find(struct channels *channels, const struct uses *uses)
{
    struct lifting lifting = {.channels = channels};
    struct arena *scratch = arena_new();

    lifting.count_of_fn = memory_zeroed(channels->program->n_fns, sizeof(uint32_t));
    lifting.in_interrupts = bitset_new(scratch, channels->program->n_fns);
    find_routines(&lifting, uses);
    find_in_damage(&lifting, scratch);
    bool has_sockets = false;
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        const struct wait_set *set = wait_sets_find(channels->sets, use->fn, use->instr);
        if (use_is_channels >> use->kind & 1)
            lifting_add_use(&lifting, use);
        else if ((use->kind == USE_AWAIT_EACH || use->kind == USE_AWAIT_BITS) && set && set->known)
            lifting_add_members(&lifting, use, set);
        has_sockets |= use->kind == USE_REMOTE;
    }
    if (has_sockets)
        lifting_add_bits(&lifting);
    lifting_add_statics(&lifting);
    lifting_add_queues(&lifting);
    lifting_add_semaphores(&lifting);
    lifting_add_streams(&lifting);
    lift(&lifting);
    channels->lost = bitset_new(channels->program->run, lifting.n_groups + 1);
    for (uint32_t i = 0; i < lifting.lost.count; i++)
        bitset_add(&channels->lost, lifting.lost.items[i]);
    vector_deinit(&lifting.lost);
    vector_deinit(&lifting.pending);
    vector_deinit(&lifting.todo);
    intmap_deinit(&lifting.seen);
    free(lifting.count_of_fn);
    arena_free(scratch);
}
