#include "program/channels.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ir/print.h"
#include "program/elements.h"
#include "program/ends.h"
#include "program/queues.h"
#include "program/stalls.h"
#include "program/stops.h"
#include "program/stores.h"

/* Bounds: behind them, a channel is taken to escape. */
enum { LIFTS_MOST = 200000, LIFTS_OF_FN = 200 };

/* Hand-written queues are numbered behind all elements. */
#define FIRST_QUEUE (UINT32_C(1) << 31)

/* A use of something that a function is given, or makes and returns: its callers know what that is. */
struct lifted {
    uint32_t use; /* in `uses`, whose anchor and class are not known yet */
    uint32_t fn;
    struct rooted root;
};

struct lifting {
    struct channels *channels;
    struct channel_uses pending; /* as they stand in the program */
    VECTOR(struct lifted) todo;
    struct intmap seen; /* (fn, root, use) */
    uint32_t *count_of_fn;
    struct bitset in_interrupts; /* functions that the hardware calls */
    uint32_t n_groups;
    VECTOR(uint32_t) lost; /* groups */
};

static const uint64_t use_is_channels =
    UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_SEND | UINT64_C(1) << USE_CLOSE |
    UINT64_C(1) << USE_FINISH | UINT64_C(1) << USE_WAIT | UINT64_C(1) << USE_SIGNAL |
    UINT64_C(1) << USE_BROADCAST | UINT64_C(1) << USE_TIMEOUT | UINT64_C(1) << USE_MAKE |
    UINT64_C(1) << USE_ENDS | UINT64_C(1) << USE_AWAIT | UINT64_C(1) << USE_MAKE_SET |
    UINT64_C(1) << USE_WATCH;

/* ---- lifting ---- */

static void settle_use(struct lifting *lifting, const struct lifted *lifted, uint32_t block,
                       uint32_t instr)
{
    struct channel_use use = lifting->pending.items[lifted->use];

    use.fn = lifted->fn;
    use.block = block;
    use.instr = instr;
    use.element = lifted->root.element;
    use.place = lifted->root.place;
    use.end = lifted->root.index;
    use.reached |= contexts_reached(lifting->channels->program, lifted->fn);
    vector_push(&lifting->channels->uses, use);
}

/* Not everything that the use may be of is known. */
static void lose(struct lifting *lifting, uint32_t use)
{
    const struct channel_use *pending = &lifting->pending.items[use];

    if (pending->group)
        vector_push(&lifting->lost, pending->group);
    lifting->channels->adds_unseen |= pending->kind == USE_WATCH && !pending->is_watched;
}

/* The use, seen from that function: settled where the channel is a certain object there, or to be lifted. */
static void place_use(struct lifting *lifting, uint32_t use, uint32_t fn, uint32_t block,
                      uint32_t instr, struct rooted root)
{
    struct lifted lifted = {use, fn, root};
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
        intmap_put(&lifting->seen, (uint64_t)use << 40 ^ (uint64_t)fn << 8 ^ number, 0, &is_new);
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
                  channel_flow_root(lifting->channels->flow, number, object));
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
        bool calls = false;
        for (uint32_t k = 0; k < site->targets.count; k++)
            calls |= site->targets.items[k] == lifted->fn;
        if (!calls)
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
        struct rooted root = channel_flow_root(lifting->channels->flow, caller, operand);
        if (lifted->root.index)
            root.index = index_behind(fn, operand, lifted->root.index);
        place_use(lifting, lifted->use, caller, site->block, site->instr, root);
        place_around(lifting, lifted->use, caller, site, operand);
    }
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

static int64_t number_at(const struct fn *fn, const struct ir_instr *call,
                         struct model_number number)
{
    if (!number.parameter)
        return number.number;
    if (number.parameter > call->arguments.count)
        return ROOM_UNKNOWN;
    struct ir_operand operand = fn->unit->operands[call->arguments.first + number.parameter - 1];
    if (operand.kind == IR_OPERAND_NULL)
        return 0;
    return operand.kind == IR_OPERAND_INTEGER ? fn->unit->integers[operand.index] : ROOM_UNKNOWN;
}

/* What the model's parameter gets in the call. */
static struct rooted root_of_parameter(const struct lifting *lifting, uint32_t number,
                                       const struct ir_instr *call, uint32_t parameter)
{
    const struct fn *fn = &lifting->channels->program->fns[number];

    if (parameter == MODEL_RESULT)
        return channel_flow_result(lifting->channels->flow, number, call->dst);
    if (!parameter || parameter > call->arguments.count)
        return (struct rooted){.root = ROOTED_NOWHERE};
    return channel_flow_root(lifting->channels->flow, number,
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
static struct rooted root_of_use(const struct lifting *lifting, const struct use *use)
{
    const struct program *program = lifting->channels->program;
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (use->field && use->used && use->used <= call->arguments.count) {
        uint32_t element =
            element_of_field(program, use->fn,
                             fn->unit->operands[call->arguments.first + use->used - 1], use->field);
        if (element)
            return (struct rooted){.root = ROOTED_HERE, .element = element};
    }
    return root_of_parameter(lifting, use->fn, call, use->used);
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
        .reached = bitset_has(&lifting->in_interrupts, use->fn),
    };

    if (use->kind == USE_WATCH) {
        pending.group = ++lifting->n_groups;
        pending.any_event = !set || !set->known;
    }
    if (use->kind == USE_MAKE) {
        pending.room = number_at(fn, call, use->room);
        pending.messages = number_at(fn, call, use->messages);
    }
    vector_push(&lifting->pending, pending);
    place_use(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr,
              root_of_use(lifting, use));
    if (use->kind == USE_WATCH) {
        pending.is_watched = true;
        vector_push(&lifting->pending, pending);
    }
    if (use->kind == USE_ENDS || use->kind == USE_WATCH)
        place_use(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr,
                  root_of_parameter(lifting, use->fn, call, use->other));
}

/* ---- hand-written queues ---- */

static uint32_t part_of(const struct channels *channels, uint32_t element)
{
    while (channels->parts[element] != element)
        element = channels->parts[element];
    return element;
}

static void unify_parts(const struct channels *channels, uint32_t a, uint32_t b)
{
    a = part_of(channels, a);
    b = part_of(channels, b);
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
            root = channel_flow_root(channels->flow, use->fn, use->object);
        place_use(lifting, lifting->pending.count - 1, use->fn, use->block, use->instr, root);
    }
    vector_deinit(&found);
}

/* A queue is told by the object that holds it and by its part in it; one in globals by that alone. */
static uint32_t class_of_queue(struct channels *channels, const struct channel_use *use)
{
    uint32_t class = use->element ? channel_flow_class(channels->flow, use->element) : 0;
    uint32_t part = part_of(channels, use->part);
    uint64_t key = (uint64_t)class << 32 | part;

    return *intmap_put(&channels->queues, key, FIRST_QUEUE + channels->queues.count, NULL);
}

static bool may_escape(const struct channels *channels, const struct channel_use *use)
{
    if (use->element)
        return channel_flow_escapes(channels->flow,
                                    channel_flow_class(channels->flow, use->element));
    return channel_flow_is_foreign(channels->flow, use->part);
}

/* ---- channels ---- */

static int compare_uses(const void *a, const void *b)
{
    const struct channel_use *left = a, *right = b;
    const uint32_t keys[][2] = {
        {left->class, right->class},       {left->fn, right->fn},
        {left->instr, right->instr},       {left->at_fn, right->at_fn},
        {left->at_instr, right->at_instr}, {left->kind, right->kind},
    };

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* What is made: the least room, the most messages. */
static void add_make(struct channel *channel, const struct channel_use *make)
{
    bool first = !channel->made;

    channel->made = true;
    if (first || make->room == ROOM_UNKNOWN ||
        (channel->room != ROOM_UNKNOWN && make->room < channel->room))
        channel->room = make->room;
    if (first || (make->messages != ROOM_UNKNOWN && make->messages > channel->messages))
        channel->messages = make->messages;
}

/* Whether the function, or one that it calls, replaces its process by another program, which inherits what is
 * open. */
static bool hands_down(const struct channels *channels, uint32_t number)
{
    const struct fn *fn = &channels->program->fns[number];

    if (bitset_has(&channels->inherits, number))
        return true;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (bitset_has(&channels->inherits, fn->calls[c].targets.items[k]))
                return true;
    return false;
}

/* A channel that is a number is a descriptor. */
static bool is_descriptor(const struct channels *channels, const struct channel_use *use)
{
    const struct fn *fn = &channels->program->fns[use->fn];
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){use->place});

    while (type->kind == IR_TYPE_ARRAY || type->kind == IR_TYPE_POINTER)
        type = &fn->unit->types[type->element.index];
    return type->kind == IR_TYPE_INTEGER;
}

static void group(struct channels *channels)
{
    struct channel_uses *uses = &channels->uses;

    for (uint32_t i = 0; i < uses->count; i++)
        uses->items[i].class = uses->items[i].by_hand
                                   ? class_of_queue(channels, &uses->items[i])
                                   : channel_flow_class(channels->flow, uses->items[i].element);
    if (uses->count)
        qsort(uses->items, uses->count, sizeof(*uses->items), compare_uses);
    for (uint32_t i = 0; i < uses->count; i++) {
        const struct channel_use *use = &uses->items[i];
        if (!i || use->class != uses->items[i - 1].class) {
            struct channel channel = {.class = use->class, .first = i};
            vector_push(&channels->items, channel);
        }
        struct channel *channel = vector_last(&channels->items);
        channel->count++;
        channel->escapes |= may_escape(channels, use);
        channel->escapes |= !use->by_hand && use->place && hands_down(channels, use->fn) &&
                            is_descriptor(channels, use);
        bool of_set = use->kind == USE_MAKE_SET || use->kind == USE_AWAIT ||
                      (use->kind == USE_WATCH && !use->is_watched);
        channel->is_set |= of_set;
        channel->is_awaited |= use->is_watched || use->kind == USE_AWAIT_EACH;
        if (use->kind == USE_MAKE)
            add_make(channel, use);
    }
}

static void index_by_fn(struct channels *channels)
{
    const struct program *program = channels->program;
    const struct channel_uses *uses = &channels->uses;

    channels->first_of_fn = ARENA_ARRAY(program->run, uint32_t, program->n_fns + 1);
    for (uint32_t i = 0; i < uses->count; i++)
        channels->first_of_fn[uses->items[i].fn + 1]++;
    for (uint32_t i = 1; i <= program->n_fns; i++)
        channels->first_of_fn[i] += channels->first_of_fn[i - 1];
    for (uint32_t i = 0; i < uses->count; i++)
        vector_push(&channels->by_fn, 0);
    uint32_t *next = memory_zeroed(program->n_fns + 1, sizeof(*next));
    memcpy(next, channels->first_of_fn, (program->n_fns + 1) * sizeof(*next));
    for (uint32_t i = 0; i < uses->count; i++)
        channels->by_fn.items[next[uses->items[i].fn]++] = i;
    free(next);
}

static int compare_class(const void *key, const void *item)
{
    uint32_t class = *(const uint32_t *)key, other = ((const struct channel *)item)->class;

    return class == other ? 0 : class < other ? -1 : 1;
}

/* Whether what is interrupted may be a thread: no channel that the program makes is one, though both are
 * closed by their number. */
static bool may_interrupt_thread(struct lifting *lifting, const struct use *use)
{
    struct channels *channels = lifting->channels;
    struct rooted root = root_of_use(lifting, use);

    if (root.root != ROOTED_HERE || !channels->items.count)
        return true;
    uint32_t class = channel_flow_class(channels->flow, root.element);
    const struct channel *channel = bsearch(&class, channels->items.items, channels->items.count,
                                            sizeof(*channels->items.items), compare_class);
    return !channel || !channel->made;
}

static void find_channels(struct channels *channels, const struct uses *uses)
{
    struct lifting lifting = {.channels = channels};

    struct arena *scratch = arena_new();
    lifting.count_of_fn = memory_zeroed(channels->program->n_fns, sizeof(uint32_t));
    lifting.in_interrupts = bitset_new(scratch, channels->program->n_fns);
    channels->inherits = bitset_new(channels->program->run, channels->program->n_fns);
    for (uint32_t i = 0; i < uses->items.count; i++) {
        if (uses->items.items[i].kind == USE_INTERRUPT_ROUTINE)
            bitset_add(&lifting.in_interrupts, uses->items.items[i].fn);
        if (uses->items.items[i].kind == USE_INHERIT)
            bitset_add(&channels->inherits, uses->items.items[i].fn);
    }
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        const struct wait_set *set = wait_sets_find(channels->sets, use->fn, use->instr);
        if (use_is_channels >> use->kind & 1)
            add_model_use(&lifting, use);
        else if ((use->kind == USE_AWAIT_EACH || use->kind == USE_AWAIT_BITS) && set && set->known)
            add_members(&lifting, use, set);
        channels->cancels |= use->kind == USE_CANCEL;
    }
    add_queue_uses(&lifting);
    lift(&lifting);
    group(channels);
    ends_find(channels);
    channels->lost = bitset_new(channels->program->run, lifting.n_groups + 1);
    for (uint32_t i = 0; i < lifting.lost.count; i++)
        bitset_add(&channels->lost, lifting.lost.items[i]);
    vector_deinit(&lifting.lost);
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_INTERRUPT && may_interrupt_thread(&lifting, use))
            intmap_put(&channels->interrupts, (uint64_t)use->fn << 32 | use->instr, 1, NULL);
    }
    index_by_fn(channels);
    vector_deinit(&lifting.pending);
    vector_deinit(&lifting.todo);
    intmap_deinit(&lifting.seen);
    free(lifting.count_of_fn);
    arena_free(scratch);
}

const struct channels *channels_of(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->message_channels) {
        struct channels *channels = ARENA_NEW(program->run, struct channels);
        channels->program = program;
        channels->sets = wait_sets_new(program, stops_uses(program));
        channels->flow = channel_flow_new(program, channels->sets);
        find_channels(channels, stops_uses(program));
        facts->message_channels = channels;
    }
    return facts->message_channels;
}

void channels_free(struct channels *channels)
{
    if (!channels)
        return;
    channel_flow_free(channels->flow);
    wait_sets_free(channels->sets);
    stalls_free(channels->stalls);
    vector_deinit(&channels->uses);
    vector_deinit(&channels->items);
    vector_deinit(&channels->by_fn);
    intmap_deinit(&channels->queues);
    intmap_deinit(&channels->interrupts);
}

const struct channel *channels_find(const struct channels *channels, const struct channel_use *use)
{
    uint32_t low = 0, high = channels->items.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (channels->items.items[middle].class < use->class)
            low = middle + 1;
        else
            high = middle;
    }
    return &channels->items.items[low];
}

const struct channel_use *channels_use(const struct program *program,
                                       const struct creation *creation)
{
    return &channels_of(program)->uses.items[creation->number];
}

/* Whether both units may be in one program. What no main draws in may be linked with any. */
static bool may_meet(const struct program *program, uint32_t input_a, uint32_t input_b)
{
    return members_share(program, input_a, input_b) ||
           bitset_has(&program->programs_of[input_a], 0) ||
           bitset_has(&program->programs_of[input_b], 0);
}

const struct channel_use *channels_first(const struct channels *channels,
                                         const struct channel *channel, uint64_t kinds,
                                         bool reached, const struct channel_use *with)
{
    const struct program *program = channels->program;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool meets = ends_meet(use, with) || use->kind == USE_FINISH || use->kind == USE_TIMEOUT;
        if (kinds >> use->kind & 1 && use->reached == reached && meets &&
            may_meet(program, program->fns[use->fn].input, program->fns[with->fn].input))
            return use;
    }
    return NULL;
}

bool channels_leads_to(const struct channels *channels, const struct channel *channel,
                       uint64_t kinds, uint32_t number, const struct call_site *site)
{
    const struct stop_facts *facts = stops_facts(channels->program);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!(kinds >> use->kind & 1))
            continue;
        if (use->fn == number && use->instr == site->instr)
            return true;
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (bitset_has(functions_below(facts, site->targets.items[k]), use->fn))
                return true;
    }
    return false;
}

void channels_mark_calls(const struct channels *channels, const struct channel *channel,
                         uint64_t kinds, struct path_query *query, enum path_mark mark)
{
    const struct fn *fn = &channels->program->fns[query->fn];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (fn->calls[c].unresolved ||
            channels_leads_to(channels, channel, kinds, query->fn, &fn->calls[c]))
            path_mark(query, fn->calls[c].instr, mark);
}

/* ---- creations ---- */

static bool is_created(const struct channels *channels, const struct channel_use *use,
                       enum creation_kind *ret_kind)
{
    const struct channel *channel = channels_find(channels, use);

    if (!use->reached)
        return false;
    switch (use->kind) {
    case USE_CLOSE:
        *ret_kind = CREATES_CLOSE;
        return channel->made && use->place;
    case USE_SEND:
        *ret_kind = CREATES_SEND;
        return channel->made || use->by_hand;
    case USE_RECEIVE:
        *ret_kind = CREATES_WAIT;
        return use->forever && (channel->made || use->by_hand);
    case USE_AWAIT_EACH:
        *ret_kind = CREATES_SELECT;
        return use->forever && !use->member;
    case USE_AWAIT:
        *ret_kind = CREATES_SELECT;
        return use->forever;
    case USE_WAIT:
        *ret_kind = CREATES_WAIT;
        return use->forever;
    default:
        return false;
    }
}

/* What the channel is called where it is used: the argument that it is, or the place that it lies in. */
const char *channels_name(const struct program *program, const struct channel_use *use)
{
    const struct fn *fn = &program->fns[use->fn];

    return use->place
               ? ir_print_place(fn->unit, fn->ir, (struct ir_place_id){use->place}, program->run)
               : "";
}

void channels_list(struct program *program, struct creation_list *list)
{
    const struct channels *channels = channels_of(program);

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        const struct channel_use *last = i ? use - 1 : NULL;
        enum creation_kind kind;
        if (!is_created(channels, use, &kind))
            continue;
        if (last && last->fn == use->fn && last->instr == use->instr && last->kind == use->kind &&
            last->class == use->class && last->forever == use->forever)
            continue;
        const struct fn *fn = &program->fns[use->fn];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        struct creation *face = ARENA_NEW(program->run, struct creation);
        *face = (struct creation){
            .kind = kind,
            .number = i,
            .at = graph_place(program, fn, call->at),
            .function = fn->name,
            .object = channels_name(program, use),
            .anchor = call->op == IR_CALL ? ir_print_call(fn->unit, fn->ir, call, program->run)
                                          : channels_name(program, use),
        };
        vector_push(list, face);
    }
}

struct step channels_step(const struct program *program, uint32_t number, uint32_t instr,
                          const char *text)
{
    const struct fn *fn = &program->fns[number];

    return (struct step){graph_place(program, fn, fn->unit->instrs[instr].at), text};
}

struct steps channels_join_steps(const struct program *program, struct steps steps,
                                 struct step last)
{
    struct step *all = ARENA_ARRAY(program->run, struct step, steps.count + 1);

    for (size_t i = 0; i < steps.count; i++)
        all[i] = steps.items[i];
    all[steps.count] = last;
    return (struct steps){all, steps.count + 1};
}
