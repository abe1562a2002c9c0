/* Clients that wait for the other side without any bound on the time: which clients are one is decided as for
 * channels, by unification, and one bound anywhere is a bound for all of them.
 *
 * Requires channels. A descriptor is a client where the program connects it to what may be another machine. */
#include "program/unbounded.h"

#include <stdlib.h>

#include "base/memory.h"
#include "ir/print.h"
#include "program/channels.h"
#include "program/elements.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/unbounded_answers.h"
#include "program/unbounded_contexts.h"

/* What is known of the uses of one class. */
struct client {
    bool made;    /* the program makes it in sight */
    bool blocks;  /* some use waits for the other side */
    bool remote;  /* it is a descriptor that may be connected to another machine */
    bool talks;   /* something is sent or received through it */
    bool bounded; /* something bounds it, or may */
    bool datagrams;
};

struct unbounded {
    struct client *clients; /* per item of the channels */
    uint8_t *told;          /* per use: enum blocking of those that are told of */
};

static bool has_kind(uint64_t kinds, enum use_kind kind)
{
    return kinds >> kind & 1;
}

/* ---- what bounds a client ---- */

static const uint64_t bounding = UINT64_C(1) << USE_TIMEOUT | UINT64_C(1) << USE_BOUND |
                                 UINT64_C(1) << USE_AWAIT_EACH | UINT64_C(1) << USE_AWAIT |
                                 UINT64_C(1) << USE_WATCH | UINT64_C(1) << USE_BIT;

/* Whether it is shut down by code that starts elsewhere than the use: perhaps when it has waited too long. */
static bool is_shut_elsewhere(const struct channels *channels, const struct channel *channel,
                              const struct channel_use *use)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *shut = &channels->uses.items[i];
        if (shut->kind == USE_FINISH &&
            blocking_root(channels->program, shut->fn) != blocking_root(channels->program, use->fn))
            return true;
    }
    return false;
}

static bool has_fn(const struct fn_list *list, uint32_t fn)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == fn)
            return true;
    return false;
}

/* Whether calls of the function lead to a client's wait: then what it bounds is that one. */
static bool leads_to_wait(const struct channels *channels, uint32_t number)
{
    const struct bitset *below = functions_below(stops_facts(channels->program), number);

    for (uint32_t i = 0; i < channels->uses.count; i++)
        if (channels->uses.items[i].kind == USE_BLOCK &&
            bitset_has(below, channels->uses.items[i].at_fn))
            return true;
    return false;
}

/* Whether the function bounds clients of which nothing is known, as with an alarm, or has a helper for it. */
static bool bounds_unseen(const struct channels *channels, uint32_t number)
{
    for (uint32_t i = 0; i < channels->bounds_unseen.count; i++) {
        uint32_t fn = channels->bounds_unseen.items[i];
        if (fn == number ||
            (has_fn(&channels->program->fns[fn].callers, number) && !leads_to_wait(channels, fn)))
            return true;
    }
    return false;
}

/* Whether somebody above the use does. */
static bool is_bounded_above(const struct channels *channels, uint32_t number)
{
    enum { CALLS_MOST = 64 }; /* longer ways are cut: then it may be bounded */

    for (uint32_t up = 0; up < CALLS_MOST; up++) {
        struct context_origin origin = contexts_origin(channels->program, number);
        if (bounds_unseen(channels, number))
            return true;
        if (!origin.from || origin.kind != ROOT_CALL)
            return false;
        number = origin.from;
    }
    return true;
}

/* What is an object, and no pointer to one, is in sight. */
static bool is_object(const struct program *program, const struct channel_use *use)
{
    const struct fn *fn = &program->fns[use->fn];

    return use->place &&
           stores_type_of_place(fn, (struct ir_place_id){use->place})->kind == IR_TYPE_RECORD;
}

static struct client read_class(const struct channels *channels, const struct channel *channel)
{
    struct client client = {.bounded = true};

    if (channels->uses.items[channel->first].by_hand) /* a queue is no client */
        return client;
    client.bounded = channel_flow_is_used_unseen(channels->flow, channel->class);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        client.bounded |= has_kind(bounding, use->kind) || use->is_polled;
        client.blocks |= use->kind == USE_BLOCK;
        client.remote |= use->kind == USE_REMOTE;
        client.datagrams |= use->kind == USE_DATAGRAMS;
        client.talks |= use->kind == USE_RECEIVE || use->kind == USE_SEND;
        client.made |= use->kind == USE_CLIENT || use->kind == USE_REMOTE ||
                       (use->kind == USE_BLOCK && is_object(channels->program, use));
        if (use->kind == USE_BLOCK && !client.bounded)
            client.bounded =
                is_shut_elsewhere(channels, channel, use) || is_bounded_above(channels, use->fn);
    }
    return client;
}

static uint32_t item_of(const struct channels *channels, const struct channel_use *use)
{
    return (uint32_t)(channels_find(channels, use) - channels->items.items);
}

/* What bounds one client bounds those that share with it. */
static void spread(const struct channels *channels, struct unbounded *unbounded)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < channels->uses.count; i++) {
            const struct channel_use *one = &channels->uses.items[i];
            for (uint32_t k = 0; one->kind == USE_SHARE && k < channels->uses.count; k++) {
                const struct channel_use *other = &channels->uses.items[k];
                if (other->kind != USE_SHARE || other->group != one->group)
                    continue;
                struct client *from = &unbounded->clients[item_of(channels, one)];
                struct client *to = &unbounded->clients[item_of(channels, other)];
                changed |= from->bounded && !to->bounded;
                to->bounded |= from->bounded;
            }
        }
    }
}

/* The item of the channels that has the element; n = none has. */
static uint32_t item_of_element(const struct channels *channels, uint32_t element)
{
    struct channel_use use = {.class = channel_flow_class(channels->flow, element)};
    const struct channel *channel = channels_find(channels, &use);

    return channel ? (uint32_t)(channel - channels->items.items) : channels->items.count;
}

/* Whoever writes a field of a client's own object may give it a time-out by hand. */
static void note_write(const struct channels *channels, struct unbounded *unbounded,
                       uint32_t number, uint32_t id)
{
    const struct fn *fn = &channels->program->fns[number];

    if (fn_place(fn, id)->kind != IR_PLACE_FIELD)
        return;
    for (id = fn_place(fn, id)->parent.index; id; id = fn_place(fn, id)->parent.index) {
        uint32_t element = element_of_place(channels->program, number, (struct ir_place_id){id});
        uint32_t item = element ? item_of_element(channels, element) : channels->items.count;
        if (item < channels->items.count && !unbounded->clients[item].remote)
            unbounded->clients[item].bounded = true;
    }
}

static void find_writes(const struct channels *channels, struct unbounded *unbounded)
{
    const struct program *program = channels->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = 0; i < instrs.count; i++)
                if (fn->unit->instrs[instrs.first + i].dst.index)
                    note_write(channels, unbounded, number,
                               fn->unit->instrs[instrs.first + i].dst.index);
        }
    }
}

/* ---- where it is told ---- */

/* A descriptor that is only connected wakes who waits for connections, or asks whether there is anybody. */
static bool is_judged(const struct client *client)
{
    return client->blocks && client->made && !client->bounded && (!client->remote || client->talks);
}

/* Whether the use waits for the other side. */
static bool waits(const struct client *client, const struct channel_use *use)
{
    if (use->kind == USE_BLOCK)
        return !(client->remote && client->datagrams);
    if (!client->remote || !use->forever || use->is_polled)
        return false;
    return use->kind == USE_RECEIVE || (use->kind == USE_SEND && !client->datagrams);
}

/* Whether the call makes the client as well, or connects it; or is the first that waits behind where it is made. */
static bool opens(const struct channels *channels, const struct channel *channel,
                  const struct client *client, const struct channel_use *use)
{
    uint32_t made = UINT32_MAX;

    if (use->kind != USE_BLOCK || client->remote)
        return use->kind == USE_BLOCK;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *other = &channels->uses.items[i];
        bool is_before = other->fn == use->fn && other->instr < use->instr;
        if (other->kind == USE_CLIENT && other->at_fn == use->at_fn &&
            other->at_instr == use->at_instr)
            return true;
        if (other->kind == USE_CLIENT && is_before)
            made = other->instr;
        else if (other->kind == USE_BLOCK && is_before && made != UINT32_MAX)
            return false;
    }
    return made != UINT32_MAX;
}

/* Of those that wait as often as any: what opens the client; or else the first that takes an answer; or else the
 * first that sends. */
static void tell_class(const struct channels *channels, struct unbounded *unbounded, uint32_t item)
{
    const struct channel *channel = &channels->items.items[item];
    const struct client *client = &unbounded->clients[item];
    uint8_t *contexts = memory_zeroed(channel->count, sizeof(*contexts));
    uint32_t first = UINT32_MAX, first_send = UINT32_MAX;
    enum blocking worst = BLOCKING_NONE;
    bool opened = false;

    for (uint32_t i = 0; i < channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[channel->first + i];
        if (use->reached && waits(client, use))
            contexts[i] = (uint8_t)blocking_of(channels, use);
        worst = contexts[i] > worst ? (enum blocking)contexts[i] : worst;
    }
    for (uint32_t i = 0; i < channel->count && worst > BLOCKING_ONCE; i++) {
        const struct channel_use *use = &channels->uses.items[channel->first + i];
        bool is_worst = contexts[i] == worst;
        bool does_open = contexts[i] && opens(channels, channel, client, use);
        if (does_open && (is_worst || worst < BLOCKING_EVENT)) {
            unbounded->told[channel->first + i] = (uint8_t)worst;
            opened = true;
        } else if (is_worst && use->kind == USE_SEND) {
            first_send = i < first_send ? i : first_send;
        } else if (is_worst) {
            first = i < first ? i : first;
        }
    }
    first = first == UINT32_MAX ? first_send : first;
    if (!opened && first != UINT32_MAX)
        unbounded->told[channel->first + first] = (uint8_t)worst;
    free(contexts);
}

/* Whether there is a client of a library that nothing has bounded yet. */
static bool has_judged(const struct channels *channels, const struct unbounded *unbounded)
{
    for (uint32_t i = 0; i < channels->items.count; i++)
        if (is_judged(&unbounded->clients[i]) && !unbounded->clients[i].remote)
            return true;
    return false;
}

/* A call in a wrapper waits for several clients: it is told of once, where that matters most. */
static void tell_once(const struct channels *channels, struct unbounded *unbounded)
{
    struct intmap places = {0}; /* (fn, instr) -> use + 1 */

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!unbounded->told[i])
            continue;
        uint32_t *best =
            intmap_put(&places, (uint64_t)use->at_fn << 32 | use->at_instr, i + 1, NULL);
        if (*best == i + 1)
            continue;
        uint32_t worse = unbounded->told[*best - 1] < unbounded->told[i] ? *best - 1 : i;
        *best = worse == i ? *best : i + 1;
        unbounded->told[worse] = BLOCKING_NONE;
    }
    intmap_deinit(&places);
}

/* What waits for a thread that receives the answer. */
static void find_answers(const struct channels *channels, struct unbounded *unbounded)
{
    struct arena *scratch = arena_new();
    struct bitset remote = bitset_new(scratch, channels->items.count + 1);
    bool any = false;

    for (uint32_t i = 0; i < channels->items.count; i++)
        if (unbounded->clients[i].remote && unbounded->clients[i].blocks) {
            bitset_add(&remote, i);
            any = true;
        }
    if (any)
        unbounded_find_answers(channels, &remote, unbounded->told);
    arena_free(scratch);
}

static const struct unbounded *unbounded_of(const struct program *program)
{
    struct channels *channels = program->stop_facts->message_channels;

    if (channels->unbounded)
        return channels->unbounded;
    struct unbounded *unbounded = ARENA_NEW(program->run, struct unbounded);
    unbounded->clients = memory_zeroed(channels->items.count, sizeof(*unbounded->clients));
    unbounded->told = memory_zeroed(channels->uses.count, sizeof(*unbounded->told));
    for (uint32_t i = 0; i < channels->items.count; i++)
        unbounded->clients[i] = read_class(channels, &channels->items.items[i]);
    if (has_judged(channels, unbounded))
        find_writes(channels, unbounded);
    spread(channels, unbounded);
    for (uint32_t i = 0; i < channels->items.count; i++)
        if (is_judged(&unbounded->clients[i]))
            tell_class(channels, unbounded, i);
    find_answers(channels, unbounded);
    tell_once(channels, unbounded);
    return channels->unbounded = unbounded;
}

void unbounded_free(struct unbounded *unbounded)
{
    if (!unbounded)
        return;
    free(unbounded->clients);
    free(unbounded->told);
}

/* ---- as creations ---- */

/* Whether the class has a client's use that waits. */
static bool has_client(const struct channels *channels, const struct channel *channel)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++)
        if (channels->uses.items[i].kind == USE_BLOCK)
            return true;
    return false;
}

void unbounded_list(struct program *program, struct creation_list *list)
{
    const struct channels *channels = channels_of(program);
    bool any_client = false;

    for (uint32_t i = 0; i < channels->uses.count; i++)
        any_client |= channels->uses.items[i].kind == USE_REMOTE;
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool may_wait = use->kind == USE_BLOCK ||
                        ((use->kind == USE_RECEIVE || use->kind == USE_SEND) && use->forever);
        bool may_be_woken = any_client && use->forever && !use->outside &&
                            (use->kind == USE_WAIT || use->kind == USE_RECEIVE);
        if (!(may_wait || may_be_woken) || !use->reached || use->by_hand ||
            !(may_be_woken || has_client(channels, channels_find(channels, use))))
            continue;
        const struct fn *fn = &program->fns[use->at_fn];
        const struct ir_instr *call = &fn->unit->instrs[use->at_instr];
        struct creation *face = ARENA_NEW(program->run, struct creation);
        *face = (struct creation){
            .kind = CREATES_BLOCK,
            .number = i,
            .at = graph_place(program, fn, call->at),
            .function = fn->name,
            .object = channels_name(program, use),
            .anchor = ir_print_call(fn->unit, fn->ir, call, program->run),
        };
        vector_push(list, face);
    }
}

/* Where the client is made, and how the call comes to it. */
static struct steps witness_of(const struct channels *channels, const struct channel_use *use)
{
    const struct program *program = channels->program;
    const struct channel *channel = channels_find(channels, use);
    struct steps steps = {NULL, 0};

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *made = &channels->uses.items[i];
        if ((made->kind == USE_CLIENT || made->kind == USE_REMOTE) &&
            (made->at_fn != use->at_fn || made->at_instr != use->at_instr)) {
            steps = channels_join_steps(
                program, steps,
                channels_step(program, made->at_fn, made->at_instr,
                              "it is made here, and nothing bounds its waits from then on"));
            break;
        }
    }
    if (use->at_fn != use->fn)
        steps = channels_join_steps(
            program, steps,
            channels_step(program, use->fn, use->instr,
                          arena_printf(program->run, "%s() comes to the wait from here",
                                       program->fns[use->fn].name)));
    return steps;
}

struct unbounded_wait program_unbounded(const struct program *program,
                                        const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *use = channels_use(program, creation);
    struct unbounded_wait wait = {.blocking = BLOCKING_NONE, .client = creation->object};

    wait.blocking = (enum blocking)unbounded_of(program)->told[creation->number];
    if (wait.blocking == BLOCKING_NONE)
        return wait;
    wait.later = blocking_of(channels, use) < wait.blocking;
    wait.often = contexts_multiplicity(program, use->fn, use->block);
    wait.connects =
        use->kind == USE_BLOCK && unbounded_of(program)->clients[item_of(channels, use)].remote;
    wait.is_woken = !has_client(channels, channels_find(channels, use));
    wait.callee = blocking_callee(program, use);
    wait.witness = witness_of(channels, use);
    return wait;
}
