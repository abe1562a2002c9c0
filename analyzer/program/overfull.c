/* Sends that wait for room which nobody makes, because whoever would make it comes later.
 *
 * The send is followed up from where the channel is a certain object: in each function on the way, loops may
 * repeat it more often than there is room. There, or where somebody joins the thread that sends, is where
 * control stands still. If all who make room are called, or started, by one function only behind that, it
 * stands still for ever.
 *
 * Requires channels, threads. Whatever is not known is taken to make room. */
#include "program/overfull.h"

#include "ir/print.h"
#include "program/creations.h"
#include "program/locked_out.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/unsent_joins.h"
#include "program/unsent_paths.h"

/* Functions on the ways up from the send, or from a join, that are looked at. */
enum { STAND_MOST = 60 };

/* A call in a function behind which control does not come before there is room. */
struct stand {
    uint32_t fn, block, instr;
    struct sending sending; /* the same call, and the channel */
    struct amount amount;
    uint32_t loop; /* of `fn`, that floods, index + 1; 0 = what is called does */
};

VECTOR_TYPE(stands, struct stand);

struct judging {
    struct overfull question;
    struct stands stands;
    struct bitset seen; /* functions that `stands` has been led up to */
    struct channel_trouble *trouble;
};

/* A loop that may skip rounds, or end early, has to have so many times more rounds than there is room for. */
enum { ASSUMED_TIMES = 4 };

static bool exceeds(const struct judging *judging, struct amount amount)
{
    int64_t room = judging->question.room;

    if (amount.endless)
        return true;
    return room != ROOM_UNKNOWN &&
           (int64_t)amount.count > (amount.assumed ? ASSUMED_TIMES * room : room);
}

/* Whether that may be too much where whoever waits for the sender's end makes no room before: then nobody has
 * seen to it that so much is never sent. */
static bool may_exceed(const struct judging *judging, struct amount amount)
{
    return amount.is_open || exceeds(judging, amount);
}

static bool is_once(const struct program *program, uint32_t fn)
{
    return contexts_multiplicity(program, fn, 1).often == OFTEN_ONCE;
}

/* ---- in the same thread ---- */

/* Whether all who make room do so only when control is behind the stand. */
static bool all_come_later(const struct judging *judging, const struct stand *stand,
                           const struct reliefs *reliefs)
{
    const struct overfull *question = &judging->question;
    const struct fn *fn = &question->program->fns[stand->fn];
    bool starts = false;

    for (uint32_t i = 0; i < reliefs->count; i++) {
        const struct relief *relief = &reliefs->items[i];
        uint32_t c = graph_first_call(fn, relief->instr);
        bool is_inside = stand->loop && c < fn->n_calls && fn->calls[c].instr == relief->instr &&
                         bitset_has(&fn->loops[stand->loop - 1].blocks, fn->calls[c].block);
        if (relief->instr == stand->instr || is_inside)
            return false;
        if (question->channel->is_named && /* else it may be what another process does */
            !overfull_comes_before(question->program, stand->fn, stand->instr, relief->instr, NULL))
            return false;
        starts |= relief->starts;
        if (relief->starts &&
            overfull_comes_before(question->program, stand->fn, relief->instr, stand->instr, NULL))
            return false;
    }
    return !starts || is_once(question->program, stand->fn) || overfull_owns(question, stand->fn);
}

static struct step step_of_relief(const struct judging *judging, uint32_t fn,
                                  const struct relief *relief, const char *done)
{
    return channels_step(judging->question.program, fn, relief->instr,
                         relief->starts ? "who makes room is started here, which control does "
                                          "not reach before"
                                        : done);
}

static void add_step(struct judging *judging, struct step step)
{
    judging->trouble->witness =
        channels_join_steps(judging->question.program, judging->trouble->witness, step);
}

static void assume(struct judging *judging, struct amount amount)
{
    if (amount.endless || (amount.is_open && !exceeds(judging, amount)))
        judging->trouble->assumption = "that more is sent than there is room for";
    else if (amount.assumed)
        judging->trouble->assumption = "that the loop runs to its end";
}

/* Whether nobody makes room while control stands there. Behind a fork, somebody else may. */
static bool comes_late(struct judging *judging, const struct stand *stand,
                       struct reliefs *ret_reliefs)
{
    const struct overfull *question = &judging->question;

    if (overfull_forks(question->program, stand->fn))
        return false;
    if (overfull_reliefs(question, stand->fn, ret_reliefs))
        return ret_reliefs->count && all_come_later(judging, stand, ret_reliefs);
    vector_clear(ret_reliefs);
    return overfull_is_fresh(question, stand->fn, stand->instr);
}

static bool judge_stand(struct judging *judging, const struct stand *stand)
{
    struct overfull *question = &judging->question;
    struct reliefs reliefs = {0};
    struct amount amount = stand->amount;

    amount.count += overfull_before(question, stand->fn, stand->instr);
    bool is_one = question->room == 0 && !amount.endless &&
                  amount.count == 1; /* a rendezvous: send-no-receiver's */
    bool later = exceeds(judging, amount) && !is_one && comes_late(judging, stand, &reliefs);
    if (later) {
        judging->trouble->failure = FULL_BEFORE_RECEIVE;
        judging->trouble->other = question->program->fns[stand->fn].name;
        if (stand->instr != question->use->instr || stand->fn != question->use->fn)
            add_step(judging, channels_step(question->program, stand->fn, stand->instr,
                                            "this call sends until there is no room"));
        if (reliefs.count)
            add_step(judging, step_of_relief(judging, stand->fn, &reliefs.items[0],
                                             "room is made here, later in the same thread"));
        assume(judging, amount);
    }
    vector_deinit(&reliefs);
    return later;
}

/* The callers of the function, from which it is called as often as the loops there say. */
static void climb(struct judging *judging, const struct stand *from)
{
    const struct program *program = judging->question.program;
    const struct fn *callee = &program->fns[from->fn];

    for (uint32_t i = 0; i < callee->callers.count; i++) {
        uint32_t caller = callee->callers.items[i];
        const struct fn *fn = &program->fns[caller];
        if (fn->is_model || !contexts_reached(program, caller))
            continue;
        for (uint32_t c = 0; c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            bool calls = call_reaches(site, from->fn);
            if (!calls || site->in_coroutine || channel_flow_is_body(program, fn, c) ||
                judging->stands.count >= STAND_MOST)
                continue;
            struct stand stand = {
                caller,
                site->block,
                site->instr,
                overfull_sending_of_caller(&judging->question, &from->sending, caller, site),
                from->amount,
                0};
            vector_push(&judging->stands, stand);
        }
    }
}

/* Multiplies what the loops around the call make of it. */
static void repeat(struct judging *judging, struct stand *stand)
{
    overfull_multiply(&stand->amount,
                      overfull_amount(&judging->question, &stand->sending, &stand->loop));
}

/* ---- in another thread, which is joined ---- */

/* The joins of the threads that run the body; where they are started, and how many of them. */
static void find_joins(struct judging *judging, uint32_t body, struct stands *ret_joins,
                       struct points *ret_starts, uint64_t *ret_threads)
{
    const struct program *program = judging->question.program;
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        bool runs = false;
        uint32_t loop;
        for (uint32_t s = 0; s < record->starts.count; s++) {
            const struct start *start = &record->starts.items[s];
            if (start->body != body)
                continue;
            runs = true;
            vector_push(ret_starts, (struct point){start->fn, start->block, start->instr});
            struct sending sending = {start->fn, start->block, start->instr, 0, true};
            struct amount threads = overfull_amount(&judging->question, &sending, &loop);
            if (threads.count > *ret_threads)
                *ret_threads = threads.count;
        }
        if (!runs)
            continue;
        struct points joins = stops_joins(program, record);
        for (uint32_t k = 0; k < joins.count; k++) {
            struct stand join = {.fn = joins.items[k].fn,
                                 .block = joins.items[k].block,
                                 .instr = joins.items[k].instr};
            if (contexts_reached(program, join.fn))
                vector_push(ret_joins, join);
        }
        vector_deinit(&joins);
    }
}

/* Whether nobody makes room before the join, nor closes: nobody who is called before, nor anybody who is
 * started. */
static bool none_comes_before(const struct judging *judging, const struct stand *join,
                              const struct reliefs *reliefs, const struct points *starts)
{
    struct points here = {0};
    bool before = false;

    for (uint32_t i = 0; i < starts->count; i++)
        if (starts->items[i].fn == join->fn)
            vector_push(&here, starts->items[i]);
    for (uint32_t i = 0; i < reliefs->count && !before; i++)
        before = reliefs->items[i].instr == join->instr ||
                 overfull_comes_before(judging->question.program, join->fn, reliefs->items[i].instr,
                                       join->instr, reliefs->items[i].starts ? NULL : &here);
    before |= overfull_is_closed_before(&judging->question, join->fn, join->instr, &here);
    vector_deinit(&here);
    return !before;
}

static bool judge_join(struct judging *judging, const struct stand *join,
                       const struct points *starts, struct amount amount)
{
    struct overfull *question = &judging->question;
    struct reliefs reliefs = {0};
    bool stuck = !overfull_forks(question->program, join->fn) &&
                 overfull_reliefs(question, join->fn, &reliefs) && reliefs.count &&
                 none_comes_before(judging, join, &reliefs, starts);

    if (stuck) {
        judging->trouble->failure = FULL_BEFORE_JOIN;
        judging->trouble->other = question->program->fns[join->fn].name;
        add_step(judging, channels_step(question->program, join->fn, join->instr,
                                        "its end is waited for here"));
        add_step(judging, step_of_relief(judging, join->fn, &reliefs.items[0],
                                         "and only behind that is room made"));
        assume(judging, amount);
    }
    vector_deinit(&reliefs);
    return stuck;
}

/* Whether the channel that the body knows lies in a global. */
static bool is_in_global(const struct judging *judging, const struct stand *stand)
{
    const struct fn *fn = &judging->question.program->fns[stand->fn];

    for (uint32_t id = stand->sending.place; id;) {
        const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});
        if (place->kind == IR_PLACE_GLOBAL || place->kind == IR_PLACE_INDEX_PLACE)
            return place->kind == IR_PLACE_GLOBAL;
        id = place->parent.index;
    }
    return false;
}

/* The thread that runs the body sends that much. */
static bool judge_body(struct judging *judging, const struct stand *stand)
{
    struct stands joins = {0};
    struct points starts = {0};
    struct stands kept = judging->stands;
    struct amount amount = stand->amount;
    uint64_t threads = 1;
    bool stuck = false;

    find_joins(judging, stand->fn, &joins, &starts, &threads);
    bool is_shared = stand->sending.is_fixed || is_in_global(judging, stand);
    amount.count *= is_shared ? threads : 1; /* else each of them may have its own */
    for (uint32_t i = 0; i < joins.count && may_exceed(judging, amount) && !stuck; i++) {
        struct stand join = joins.items[i];
        stuck = judge_join(judging, &join, &starts, amount);
        judging->stands = (struct stands){0};
        climb(judging, &join);
        for (uint32_t k = 0; k < judging->stands.count && joins.count < STAND_MOST; k++)
            vector_push(&joins, judging->stands.items[k]);
        vector_deinit(&judging->stands);
    }
    judging->stands = kept;
    vector_deinit(&joins);
    vector_deinit(&starts);
    return stuck;
}

/* The process or the coroutine that makes the call sends that much. */
static bool judge_child(struct judging *judging, const struct stand *stand)
{
    struct overfull *question = &judging->question;
    uint32_t fn = stand->fn, wait = 0, receive = 0;

    if (!may_exceed(judging, stand->amount) ||
        !(overfull_is_reaped(question, stand->fn, stand->instr, &wait, &receive) ||
          overfull_is_reaped_above(question, stand->fn, stand->instr, &fn, &wait, &receive) ||
          overfull_coroutine_is_reaped(question, stand->fn, &fn, &wait, &receive)))
        return false;
    judging->trouble->failure = FULL_BEFORE_JOIN;
    judging->trouble->other = question->program->fns[fn].name;
    add_step(judging, channels_step(question->program, fn, wait, "its end is waited for here"));
    add_step(judging,
             channels_step(question->program, fn, receive, "and only behind that is room made"));
    assume(judging, stand->amount);
    return true;
}

/* ---- the question ---- */

static const uint64_t receives = UINT64_C(1) << USE_RECEIVE;

/* What the question is about; false where room is never waited for, or somebody else may make it. */
static bool ask(struct judging *judging, const struct program *program,
                const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *use = channels_use(program, creation);
    const struct channel *channel = channels_find(channels, use);
    struct overfull *question = &judging->question;
    const uint64_t timeouts = UINT64_C(1) << USE_TIMEOUT;

    *question = (struct overfull){.channels = channels,
                                  .program = program,
                                  .channel = channel,
                                  .use = use,
                                  .relieves = receives,
                                  .room = channel->room};
    bool waits = use->forever || overfull_spins(program, use) || overfull_is_retried(question);
    if (!waits || channel->escapes || use->outside)
        return false;
    if (channels_first(channels, channel, timeouts, true, use))
        return false;
    if (use->kind == USE_RECEIVE) {
        question->relieves = UINT64_C(1) << USE_SEND;
        question->room = channel->messages;
        return channel->made && channel->room == ROOM_COUNTED &&
               channel->messages != ROOM_UNKNOWN && channel->messages > 0;
    }
    if (use->by_hand)
        question->room = overfull_room_by_hand(program, use);
    bool is_bounded = use->by_hand || (channel->made && channel->room != ROOM_NO_LIMIT &&
                                       channel->room != ROOM_COUNTED);
    return use->kind == USE_SEND && is_bounded;
}

/* A call through a pointer says nothing of what is sent behind it: the claim stands where that is done. */
static void anchor_behind_pointer(struct judging *judging, const struct creation *creation)
{
    const struct program *program = judging->question.program;
    const struct channel_use *use = judging->question.use;
    const struct fn *fn = &program->fns[use->fn], *sender = &program->fns[use->at_fn];
    uint32_t c = graph_first_call(fn, use->instr);
    bool is_call = c < fn->n_calls && fn->calls[c].instr == use->instr;

    if (use->at_fn == use->fn || !is_call || fn->calls[c].entity)
        return;
    const struct ir_instr *send = &sender->unit->instrs[use->at_instr];
    struct creation *anchor = ARENA_NEW(program->run, struct creation);
    *anchor = *creation;
    anchor->at = graph_place(program, sender, send->at);
    anchor->function = sender->name;
    anchor->anchor = ir_print_call(sender->unit, sender->ir, send, program->run);
    judging->trouble->anchor = anchor;
}

static void judge(struct judging *judging, const struct creation *creation)
{
    const struct channel_use *use = judging->question.use;
    struct stand first = {use->fn,
                          use->block,
                          use->instr,
                          overfull_first_sending(&judging->question),
                          {.count = overfull_weight(&judging->question)},
                          0};
    bool stuck = false, floods = false, tells = false;

    overfull_multiply(&first.amount, overfull_amount_below(&judging->question));
    vector_push(&judging->stands, first);
    for (uint32_t i = 0; i < judging->stands.count && !stuck; i++) {
        struct stand stand = judging->stands.items[i];
        repeat(judging, &stand);
        stuck = judge_stand(judging, &stand) || judge_body(judging, &stand) ||
                judge_child(judging, &stand);
        floods |= exceeds(judging, stand.amount);
        tells |= stand.loop && overfull_tells_end(&judging->question, &stand.sending, stand.loop);
        climb(judging, &stand);
    }
    if (!stuck)
        stuck = locked_out(judging->question.channels, use, judging->question.relieves, FULL_LOCKED,
                           judging->trouble);
    if (use->kind == USE_SEND && !stuck)
        stuck = overfull_is_too_much(&judging->question, judging->trouble) ||
                (floods && !tells && overfull_is_left(&judging->question, judging->trouble));
    if (stuck && !use->by_hand)
        anchor_behind_pointer(judging, creation);
}

/* What is no send for which the room is counted: a wait for room by a condition; the output of another program. */
static void find_otherwise(const struct program *program, const struct creation *creation,
                           struct channel_trouble *trouble)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *wait = channels_use(program, creation);
    const struct channel *channel = channels_find(channels, wait);

    if (overfull_program_is_reaped(channels, wait, creation, trouble) ||
        overfull_program_is_fed(channels, wait, trouble) || wait->kind == USE_AWAIT_EACH)
        return;
    trouble->waits = unsent_room_is_joined(channels, channel, wait, trouble) ||
                     unsent_room_is_left(channels, channel, wait, trouble);
    if (trouble->waits)
        trouble->often = contexts_multiplicity(program, wait->fn, wait->block);
}

struct channel_trouble program_overfull(const struct program *program,
                                        const struct creation *creation)
{
    struct channel_trouble trouble = {.channel = creation->object};
    struct judging judging = {.trouble = &trouble};

    if (!ask(&judging, program, creation)) {
        find_otherwise(program, creation, &trouble);
        return trouble;
    }
    judging.question.scratch = arena_new();
    trouble.by_hand = judging.question.use->by_hand;
    trouble.waits = judging.question.use->kind == USE_RECEIVE;
    judge(&judging, creation);
    if (trouble.failure)
        trouble.often =
            contexts_multiplicity(program, judging.question.use->fn, judging.question.use->block);
    channels_assume(judging.question.channel, &trouble);
    vector_deinit(&judging.stands);
    arena_free(judging.question.scratch);
    return trouble;
}
