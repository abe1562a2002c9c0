/* Uses of channels, from where they are made up to the call in which the channel is a certain object.
 *
 * Requires channel_flow.c, queues.c, wait_sets.c; yields channels.uses, without their classes. */
#include "program/channel_lifts.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "program/channel_guards.h"
#include "program/channel_names.h"
#include "program/channel_numbers.h"
#include "program/channel_statics.h"
#include "program/elements.h"
#include "program/ends.h"
#include "program/queues.h"
#include "program/stops.h"
#include "program/stores.h"

/* Bounds: behind them, a channel is taken to escape. */
enum { LIFTS_MOST = 200000, LIFTS_OF_FN = 200 };

/* A use of something that a function is given, or makes and returns: its callers know what that is. */
struct lifted {
    uint32_t use; /* in `uses`, whose anchor and class are not known yet */
    uint32_t fn;
    struct rooted root;
    struct channel_guard guard;
    struct named name;
};

struct lifting {
    struct channels *channels;
    struct channel_uses pending; /* as they stand in the program */
    VECTOR(struct lifted) todo;
    struct channel_guard guard; /* of the use that is placed, as the function asks for it */
    struct named name;          /* likewise, its name */
    struct intmap seen;         /* (fn, root, use, guard) */
    uint32_t *count_of_fn;
    struct bitset in_interrupts; /* functions that the hardware calls */
    struct bitset in_damage;     /* functions that a damaged one may call */
    uint32_t n_groups;
    VECTOR(uint32_t) lost; /* groups */
};

static const uint64_t use_is_channels =
    UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_SEND | UINT64_C(1) << USE_CLOSE |
    UINT64_C(1) << USE_FINISH | UINT64_C(1) << USE_WAIT | UINT64_C(1) << USE_SIGNAL |
    UINT64_C(1) << USE_BROADCAST | UINT64_C(1) << USE_TIMEOUT | UINT64_C(1) << USE_MAKE |
    UINT64_C(1) << USE_ENDS | UINT64_C(1) << USE_AWAIT | UINT64_C(1) << USE_MAKE_SET |
    UINT64_C(1) << USE_WATCH | UINT64_C(1) << USE_CLIENT | UINT64_C(1) << USE_BLOCK |
    UINT64_C(1) << USE_BOUND | UINT64_C(1) << USE_REMOTE | UINT64_C(1) << USE_DATAGRAMS |
    UINT64_C(1) << USE_SHARE | UINT64_C(1) << USE_NAME | UINT64_C(1) << USE_NAMES |
    UINT64_C(1) << USE_KNOWN | UINT64_C(1) << USE_GATHER;
static const uint64_t use_bounds = UINT64_C(1) << USE_TIMEOUT | UINT64_C(1) << USE_BOUND;

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

/* The use, seen from that function: settled where the channel is a certain object there, or to be lifted. */
static void place_use(struct lifting *lifting, uint32_t use, uint32_t fn, uint32_t block,
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
        place_use(lifting, lifting->pending.count - 1, number, site->block, site->instr,
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
            place_use(lifting, lifted->use, caller, site->block, site->instr,
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
        place_use(lifting, lifted->use, caller, site->block, site->instr, root);
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

/* ---- what models say ---- */

/* What the model's parameter gets in the call. */
static struct rooted root_of_parameter(const struct channels *channels, uint32_t number,
                                       const struct ir_instr *call, uint32_t parameter)
{
    const struct fn *fn = &channels->program->fns[number];

    if (parameter == MODEL_RESULT)
        return channel_flow_result(channels->flow, number, call->dst);
    if (!parameter || parameter > call->arguments.count)
        return (struct rooted){.root = ROOTED_NOWHERE};
    return channel_flow_root(channels->flow, number,
                             fn->unit->operands[call->arguments.first + parameter - 1]);
}

/* The field of that name in what the operand points to; 0 = none. */
static uint32_t element_of_field(const struct program *program, uint32_t number,
                                 struct ir_operand operand, const char *name)
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){operand.index});
    if (type && operand.kind == IR_OPERAND_PLACE && type->kind == IR_TYPE_POINTER)
        type = &fn->unit->types[type->element.index];
    while (type && type->kind == IR_TYPE_ARRAY)
        type = &fn->unit->types[type->element.index];
    if (!type || type->kind != IR_TYPE_RECORD)
        return 0;
    uint32_t record = program->record_of[fn->input][type->record.index];
    for (uint32_t field = 1; field < program->n_fields; field++)
        if (program->fields[field].record == record &&
            strcmp(program->fields[field].name, name) == 0)
            return field * 2 + 1;
    return 0;
}

/* What the call uses: its argument, or what that has in a field (of struct pollfd and its like). */
struct rooted channel_lifts_root(const struct channels *channels, const struct use *use)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (use->field && use->used && use->used <= call->arguments.count) {
        uint32_t element =
            element_of_field(program, use->fn,
                             fn->unit->operands[call->arguments.first + use->used - 1], use->field);
        if (element)
            return (struct rooted){.root = ROOTED_HERE, .element = element};
    }
    if (use->common && use->kind != USE_KNOWN)
        return (struct rooted){.root = ROOTED_HERE, .element = use->common};
    return root_of_parameter(channels, use->fn, call, use->used);
}

/* A call that waits for several channels: one use of each, where they are known. */
static void add_members(struct lifting *lifting, const struct use *use, const struct wait_set *set)
{
    struct channel_use pending = {
        .kind = USE_AWAIT_EACH,
        .at_fn = use->fn,
        .at_block = use->block,
        .at_instr = use->instr,
        .forever = use->forever,
        .group = ++lifting->n_groups,
        .members = set->channels.count,
    };

    for (uint32_t i = 0; i < set->channels.count; i++) {
        const struct wait_member *member = &set->channels.items[i];
        struct rooted root = {.root = ROOTED_HERE, .element = member->element};
        if (!member->element)
            root = channel_flow_root(lifting->channels->flow, use->fn, member->operand);
        pending.member = i;
        vector_push(&lifting->pending, pending);
        place_use(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    }
}

/* Whether the call bounds clients of which nothing is known. A constant is a descriptor that is open from the
 * start; and what the call itself makes, and nothing in sight keeps, is no client that we judge. */
static bool bounds_unseen(const struct fn *fn, const struct use *use, struct rooted root)
{
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (!(use_bounds >> use->kind & 1) || root.root != ROOTED_NOWHERE || use->used == MODEL_RESULT)
        return false;
    if (!use->used || use->used > call->arguments.count)
        return use->kind == USE_BOUND;
    return fn->unit->operands[call->arguments.first + use->used - 1].kind == IR_OPERAND_PLACE;
}

static void add_model_use(struct lifting *lifting, const struct use *use)
{
    const struct fn *fn = &lifting->channels->program->fns[use->fn];
    const struct wait_set *set = wait_sets_find(lifting->channels->sets, use->fn, use->instr);
    bool is_of_field = (use->kind == USE_RECEIVE || use->kind == USE_SEND) && use->field && set;
    if (is_of_field && set->known)
        return; /* add_members() */
    const struct ir_instr *call = &fn->unit->instrs[use->instr];
    struct channel_use pending = {
        .kind = use->kind,
        .at_fn = use->fn,
        .at_block = use->block,
        .at_instr = use->instr,
        .forever = use->forever && !is_of_field,
        .outside = use->outside,
        .is_polled = use->kind == USE_RECEIVE && use->field,
        .reached = bitset_has(&lifting->in_interrupts, use->fn),
    };

    if (use->kind == USE_WATCH || use->kind == USE_SHARE) {
        pending.group = ++lifting->n_groups;
        pending.any_event = !set || !set->known;
    }
    if (use->kind == USE_MAKE || use->kind == USE_GATHER) {
        pending.room = channel_number(fn, call, use->room);
        pending.messages = channel_number(fn, call, use->messages);
    }
    bool is_none =
        use->kind == USE_KNOWN && use->used && use->used != MODEL_RESULT &&
        use->used <= call->arguments.count &&
        fn->unit->operands[call->arguments.first + use->used - 1].kind == IR_OPERAND_NULL;
    if (is_none)
        return; /* nobody keeps it */
    if (use->kind == USE_KNOWN)
        pending.common = use->common;
    if (use->kind == USE_NAMES)
        lifting->name.own = use->own;
    if (use->kind == USE_NAME && use->other && use->other <= call->arguments.count)
        lifting->name = (struct named){
            use->fn, fn->unit->operands[call->arguments.first + use->other - 1], use->own};
    vector_push(&lifting->pending, pending);
    struct rooted root = channel_lifts_root(lifting->channels, use);
    if ((use->kind == USE_NAME || use->kind == USE_NAMES) && !use->used)
        root.root = ROOTED_HERE;                                /* somebody in the library */
    if (use->kind == USE_CLIENT && root.root == ROOTED_NOWHERE) /* no object is handed in */
        root = channel_flow_result(lifting->channels->flow, use->fn, call->dst);
    place_use(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    lifting->name = (struct named){0};
    if (bounds_unseen(fn, use, root))
        vector_push(&lifting->channels->bounds_unseen, use->fn);
    if (use->kind == USE_WATCH) {
        pending.is_watched = true;
        vector_push(&lifting->pending, pending);
    }
    if (use->kind == USE_ENDS || use->kind == USE_WATCH || use->kind == USE_SHARE)
        place_use(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr,
                  root_of_parameter(lifting->channels, use->fn, call, use->other));
}

/* ---- bits ---- */

/* The instruction before that one, in its block, which gives the operand its value; NULL = none does. */
static const struct ir_instr *defined_before(const struct fn *fn, const struct ir_block *block,
                                             uint32_t index, struct ir_operand operand)
{
    while (operand.kind == IR_OPERAND_PLACE && index-- > block->instrs.first)
        if (fn->unit->instrs[index].dst.index == operand.index)
            return &fn->unit->instrs[index];
    return NULL;
}

/* A number whose bit is asked for or set in an array of words, `1 << fd % 64`, is a descriptor that is waited
 * for together with others. */
static void add_bit(struct lifting *lifting, uint32_t number, uint32_t id, uint32_t index)
{
    const struct fn *fn = &lifting->channels->program->fns[number];
    const struct ir_block *block = fn_block(fn, id);
    const struct ir_instr *shift = &fn->unit->instrs[index];
    int64_t one;

    if (shift->op != IR_COMPUTE || shift->operation != IR_SHL || !fn_number(fn, shift->a, &one) ||
        one != 1)
        return;
    const struct ir_instr *within = defined_before(fn, block, index, shift->b);
    if (!within || within->op != IR_COMPUTE || within->a.kind != IR_OPERAND_PLACE ||
        (within->operation != IR_MOD && within->operation != IR_AND))
        return;
    struct channel_use pending = {
        .kind = USE_BIT, .at_fn = number, .at_block = id, .at_instr = index};
    vector_push(&lifting->pending, pending);
    place_use(lifting, lifting->pending.count - 1, number, id, index,
              channel_flow_root(lifting->channels->flow, number, within->a));
}

static void add_bits(struct lifting *lifting)
{
    const struct program *program = lifting->channels->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = 0; i < instrs.count; i++)
                add_bit(lifting, number, id, instrs.first + i);
        }
    }
}

/* ---- what is made without a call ---- */

static void add_statics(struct lifting *lifting)
{
    const struct channels *channels = lifting->channels;
    struct channel_statics found = {0};

    channel_statics_find(channels->program, &found);
    for (uint32_t i = 0; i < found.count; i++) {
        const struct channel_static *made = &found.items[i];
        struct ir_operand object = {IR_OPERAND_ADDRESS, made->place.index};
        struct channel_use pending = {.kind = USE_MAKE,
                                      .at_fn = made->fn,
                                      .at_block = made->block,
                                      .at_instr = made->instr,
                                      .reached = true,
                                      .room = made->room,
                                      .messages = made->messages};
        vector_push(&lifting->pending, pending);
        place_use(lifting, lifting->pending.count - 1, made->fn, made->block, made->instr,
                  channel_flow_root(channels->flow, made->fn, object));
    }
    vector_deinit(&found);
}

/* ---- hand-written queues ---- */

static void unify_parts(const struct channels *channels, uint32_t a, uint32_t b)
{
    a = channels_part(channels, a);
    b = channels_part(channels, b);
    channels->parts[a > b ? a : b] = a > b ? b : a;
}

static void add_queue_uses(struct lifting *lifting)
{
    struct channels *channels = lifting->channels;
    uint32_t n_named = elements_named(channels->program);
    struct queue_uses found = {0};

    queues_find(channels->program, &found);
    queue_slots_find(channels->program, &found);
    channels->parts = ARENA_ARRAY(channels->program->run, uint32_t, n_named);
    for (uint32_t i = 0; i < n_named; i++)
        channels->parts[i] = i;
    for (uint32_t i = 0; i < found.count; i++) {
        const struct queue_use *use = &found.items[i];
        if (use->kind == USE_ENDS) {
            unify_parts(channels, use->part, use->other_part);
            continue;
        }
        struct channel_use pending = {
            .kind = use->kind,
            .at_fn = use->fn,
            .at_block = use->block,
            .at_instr = use->instr,
            .forever = use->forever,
            .by_hand = true,
            .quiet = use->quiet,
            .part = use->part,
        };
        vector_push(&lifting->pending, pending);
        struct rooted root = {.root = ROOTED_HERE, .place = use->place};
        if (use->object.kind != IR_OPERAND_NONE)
            root = channel_flow_object(channels->flow, use->fn, use->object);
        place_use(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    }
    vector_deinit(&found);
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
            add_model_use(&lifting, use);
        else if ((use->kind == USE_AWAIT_EACH || use->kind == USE_AWAIT_BITS) && set && set->known)
            add_members(&lifting, use, set);
        has_sockets |= use->kind == USE_REMOTE;
    }
    if (has_sockets)
        add_bits(&lifting);
    add_statics(&lifting);
    add_queue_uses(&lifting);
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
