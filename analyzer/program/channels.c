#include "program/channels.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/cancels.h"
#include "program/channel_lifts.h"
#include "program/channel_names.h"
#include "program/channel_tags.h"
#include "program/ends.h"
#include "program/predicates.h"
#include "program/stalls.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/threads.h"
#include "program/unbounded.h"

/* Hand-written queues are numbered behind all elements. */
#define FIRST_QUEUE (UINT32_C(1) << 31)

/* ---- hand-written queues ---- */

uint32_t channels_part(const struct channels *channels, uint32_t element)
{
    while (channels->parts[element] != element)
        element = channels->parts[element];
    return element;
}

/* A queue is told by the object that holds it and by its part in it; one in globals by that alone. */
static uint32_t class_of_queue(struct channels *channels, const struct channel_use *use)
{
    uint32_t class = use->element ? channel_flow_class(channels->flow, use->element) : 0;
    uint32_t part = channels_part(channels, use->part);
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
 * open. If the program itself knows how to send and to receive there, it is not for the other one: that would have
 * to be told the number, or find it where dup2() has put it. */
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

/* Whether the call that makes the client makes it as a channel, too: a socket of a library that finds its other end
 * by a name. */
static bool is_made_there(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *client)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_MAKE && use->at_fn == client->at_fn &&
            use->at_instr == client->at_instr)
            return true;
    }
    return false;
}

/* Descriptors of several makes, of which some are sockets to somewhere else, cannot be told apart: whoever gets the
 * address of one of them to close it may get that of another. */
static bool has_sockets(const struct channels *channels, const struct channel *channel)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool is_client =
            use->kind == USE_CLIENT || use->kind == USE_REMOTE || use->kind == USE_DATAGRAMS;
        if (is_client && use->place && is_descriptor(channels, use) &&
            !is_made_there(channels, channel, use))
            return true;
    }
    return false;
}

/* Who waits for a counter is not woken where its descriptor is closed: it lasts until the wait is over. Nor where what
 * has a name is closed, since that is done to one of its descriptors. */
static void find_unheard(struct channels *channels, const struct channel *channel)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        struct channel_use *use = &channels->uses.items[i];
        bool is_counter = channel->made && channel->room == ROOM_COUNTED && use->place &&
                          is_descriptor(channels, use);
        use->is_unheard = use->kind == USE_CLOSE && (is_counter || channel->has_name);
    }
}

static void group(struct channels *channels)
{
    struct channel_uses *uses = &channels->uses;

    channels->adds_in = bitset_new(channels->program->run, channels->program->n_fns);
    channels->takes_in = bitset_new(channels->program->run, channels->program->n_fns);
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
        if (use->by_hand && use->kind == USE_SEND)
            bitset_add(&channels->adds_in, use->at_fn);
        if (use->by_hand && use->kind == USE_RECEIVE && use->forever)
            bitset_add(&channels->takes_in, use->at_fn);
        channel->escapes |= may_escape(channels, use);
        channel->is_inherited |= !use->by_hand && use->place && hands_down(channels, use->fn) &&
                                 is_descriptor(channels, use);
        channel->is_sent |= use->kind == USE_SEND;
        channel->is_received |=
            use->kind == USE_RECEIVE || use->kind == USE_AWAIT_EACH || use->is_watched;
        bool of_set = use->kind == USE_MAKE_SET || use->kind == USE_AWAIT ||
                      (use->kind == USE_WATCH && !use->is_watched);
        channel->is_set |= of_set;
        channel->is_awaited |= use->is_watched || use->kind == USE_AWAIT_EACH;
        channel->has_name |= use->kind == USE_NAME && !use->name.own;
        channel->is_named |= use->kind == USE_NAME && use->is_public;
        if (use->kind == USE_MAKE)
            add_make(channel, use);
    }
    for (uint32_t i = 0; i < channels->items.count; i++) {
        struct channel *channel = &channels->items.items[i];
        channel->escapes |= channel->made && has_sockets(channels, channel);
        bool is_ours = channel->is_set || (channel->is_sent && channel->is_received);
        channel->escapes |= (channel->is_inherited || channel->is_named) && !is_ours;
        find_unheard(channels, channel);
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

/* The channel of that class; NULL = none has it. */
static const struct channel *find_class(const struct channels *channels, uint32_t class)
{
    uint32_t low = 0, high = channels->items.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (channels->items.items[middle].class < class)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < channels->items.count && channels->items.items[low].class == class;
    return is_there ? &channels->items.items[low] : NULL;
}

const struct channel *channels_find(const struct channels *channels, const struct channel_use *use)
{
    return find_class(channels, use->class);
}

/* Whether what is interrupted may be a thread: no channel that the program makes is one, though both are
 * closed by their number. */
static bool may_interrupt_thread(struct channels *channels, const struct use *use)
{
    struct rooted root = channel_lifts_root(channels, use);

    if (root.root != ROOTED_HERE)
        return true;
    const struct channel *channel =
        find_class(channels, channel_flow_class(channels->flow, root.element));
    return !channel || !channel->made;
}

static bool is_run_by_main(const struct program *program, uint32_t fn)
{
    uint32_t by = threads_run_by(program)[fn];

    return by != RUN_BY_NONE && by != RUN_BY_MANY && contexts_in_main(program, by);
}

bool channels_may_interrupt(const struct channels *channels, const struct channel_use *wait)
{
    return channels->others_interrupt ||
           (channels->interrupts.count && !is_run_by_main(channels->program, wait->fn));
}

/* A channel that an API keeps to itself is used by those who know something of it, such as a task by its handle: out of
 * sight, where somebody has got that there. */
static void give_away_known(struct channels *channels)
{
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_KNOWN &&
            channel_flow_escapes(channels->flow, channel_flow_class(channels->flow, use->element)))
            channel_flow_give_away(channels->flow, use->common);
    }
}

static void find_channels(struct channels *channels, const struct uses *uses)
{
    channel_lifts_find(channels, uses);
    channel_names_find(channels);
    give_away_known(channels);
    group(channels);
    ends_find(channels);
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind != USE_INTERRUPT || !may_interrupt_thread(channels, use))
            continue;
        intmap_put(&channels->interrupts, (uint64_t)use->fn << 32 | use->instr, 1, NULL);
        channels->others_interrupt |= use->later || !is_run_by_main(channels->program, use->fn);
    }
    index_by_fn(channels);
}

const struct channels *channels_of(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->message_channels) {
        struct channels *channels = ARENA_NEW(program->run, struct channels);
        channels->program = program;
        channels->sets = wait_sets_new(program, stops_uses(program));
        channels->flow = channel_flow_new(program, channels->sets);
        channels->cancelled = cancels_find(program, program->run);
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
    unbounded_free(channels->unbounded);
    vector_deinit(&channels->bounds_unseen);
    vector_deinit(&channels->names_lost);
    vector_deinit(&channels->uses);
    vector_deinit(&channels->items);
    vector_deinit(&channels->by_fn);
    intmap_deinit(&channels->queues);
    intmap_deinit(&channels->interrupts);
    intmap_deinit(&channels->listens);
}

const struct channel_use *channels_use(const struct program *program,
                                       const struct creation *creation)
{
    return &channels_of(program)->uses.items[creation->number];
}

/* Whether what the one unit does with the channel may meet what the other one does: both may be in one program, or the
 * channel has a name, by which several programs may open it. What no main draws in may be linked with any. */
static bool may_meet(const struct program *program, const struct channel *channel, uint32_t input_a,
                     uint32_t input_b)
{
    return channel->is_named || members_share(program, input_a, input_b) ||
           bitset_has(&program->programs_of[input_a], 0) ||
           bitset_has(&program->programs_of[input_b], 0);
}

/* Whether the two uses are of parts of different globals, and not of what such a part holds the number or the address
 * of. */
static bool are_apart(const struct channels *channels, const struct channel_use *use,
                      const struct channel_use *other)
{
    const struct program *program = channels->program;
    struct ir_place_id place = {use->place}, other_place = {other->place};

    return use->place && other->place &&
           stores_type_of_place(&program->fns[use->fn], place)->kind == IR_TYPE_RECORD &&
           stores_type_of_place(&program->fns[other->fn], other_place)->kind == IR_TYPE_RECORD &&
           predicate_apart(program, use->fn, place, other->fn, other_place);
}

const struct channel_use *channels_first(const struct channels *channels,
                                         const struct channel *channel, uint64_t kinds,
                                         bool reached, const struct channel_use *with)
{
    const struct program *program = channels->program;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool meets = ends_meet(use, with) || use->kind == USE_FINISH || use->kind == USE_TIMEOUT;
        if (kinds >> use->kind & 1 && use->reached == reached && meets && !use->is_unheard &&
            may_meet(program, channel, program->fns[use->fn].input, program->fns[with->fn].input) &&
            !are_apart(channels, use, with) && channel_tags_meet(program, use, with))
            return use;
    }
    return NULL;
}

bool channels_is_made(const struct channels *channels, const struct channel *channel,
                      const struct channel_use *with)
{
    const struct program *program = channels->program;

    for (uint32_t i = channel->first; channel->made && i < channel->first + channel->count; i++)
        if (channels->uses.items[i].kind == USE_MAKE &&
            may_meet(program, channel, program->fns[channels->uses.items[i].fn].input,
                     program->fns[with->fn].input))
            return true;
    return false;
}

void channels_assume(const struct channel *channel, struct channel_trouble *trouble)
{
    if (channel->is_named && trouble->failure && !trouble->assumption)
        trouble->assumption = "that no other program opens it by its name";
}

bool channels_leads_to(const struct channels *channels, const struct channel *channel,
                       uint64_t kinds, uint32_t number, const struct call_site *site)
{
    const struct stop_facts *facts = stops_facts(channels->program);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!(kinds >> use->kind & 1))
            continue;
        if ((use->fn == number && use->instr == site->instr) ||
            functions_lead_to(facts, site, use->fn))
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
