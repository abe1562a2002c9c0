/* Sends whose receiver may have left.
 *
 * Who receives does so in a loop, which it leaves when it cannot do what it should with a message; nobody
 * receives then, closes the channel or wakes who waits for room, and somebody else goes on to send.
 *
 * Requires channels, threads. */
#include "program/overfull.h"

#include "program/conditions.h"
#include "program/creations.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/wake_ups.h"
#include "program/ways.h"

/* Functions between a receive and the body of its thread. */
enum { LEVELS_MOST = 8 };

/* A receive, seen from one of the functions on the way up from it. */
struct level {
    const struct overfull *question;
    const struct channel_use *receive;
    uint32_t number;
    const struct fn *fn;
    uint32_t block, instr;
    bool is_told; /* messages may tell the receiver to leave */
};

static uint32_t local_of(const struct fn *fn, struct ir_operand operand)
{
    bool is_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;

    return is_place ? fn_root_local(fn, operand.index) : 0;
}

/* ---- why a receiver leaves ---- */

/* The locals that get the message: the call's result, or what is taken out in place; what the call is given the address
 * of; and copies. */
static struct bitset message_locals(const struct level *level)
{
    enum { ROUNDS = 3 };
    const struct fn *fn = level->fn;
    struct bitset locals = bitset_new(level->question->scratch, fn->ir->locals.count);
    const struct ir_instr *call = &fn->unit->instrs[level->instr];

    if (call->dst.index && fn_root_local(fn, call->dst.index))
        bitset_add(&locals, fn_root_local(fn, call->dst.index));
    for (uint32_t i = 0; call->op == IR_CALL && i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        if (operand.kind == IR_OPERAND_ADDRESS && local_of(fn, operand))
            bitset_add(&locals, local_of(fn, operand));
    }
    for (uint32_t round = 0; round < ROUNDS; round++)
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
            for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count; i++) {
                const struct ir_instr *copy = &fn->unit->instrs[fn_block(fn, id)->instrs.first + i];
                uint32_t from = copy->op == IR_COPY ? local_of(fn, copy->a) : 0;
                uint32_t to = copy->dst.index ? fn_root_local(fn, copy->dst.index) : 0;
                if (from && to && bitset_has(&locals, from))
                    bitset_add(&locals, to);
            }
    return locals;
}

/* Whether the call is one of a library: what it says of a message is whether it could be written, not what it asks for. */
static bool is_of_library(const struct level *level, const struct ir_instr *call)
{
    const struct fn *fn = level->fn;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];

    return site->entity && !site->unresolved &&
           level->question->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
}

/* The one instruction that gives the local place its value, but for constants; NULL = there are several, or none. */
static const struct ir_instr *write_of(const struct fn *fn, uint32_t place)
{
    const struct ir_instr *write = conditions_only_write(fn, place);
    int64_t number;

    if (write || fn_place(fn, place)->kind != IR_PLACE_LOCAL)
        return write;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            bool is_constant = instr->op == IR_COPY && fn_number(fn, instr->a, &number);
            if (instr->dst.index != place || is_constant)
                continue;
            if (write)
                return NULL;
            write = instr;
        }
    }
    return write;
}

/* Whether the place holds what a call says that was given the message, and is no receive itself. */
static bool is_verdict(const struct level *level, uint32_t place, const struct bitset *message)
{
    enum { COPIES_MOST = 3 };
    const struct fn *fn = level->fn;

    for (uint32_t copies = 0; place && copies < COPIES_MOST; copies++) {
        const struct ir_instr *write = write_of(fn, place);
        if (!write)
            return false;
        if (write->op == IR_COPY ||
            (write->op == IR_COMPUTE && write->operation >= IR_EQ && write->operation <= IR_GE)) {
            place = write->a.kind == IR_OPERAND_PLACE ? write->a.index : 0;
            continue;
        }
        if (write->op != IR_CALL || (uint32_t)(write - fn->unit->instrs) == level->instr ||
            (level->is_told && !is_of_library(level, write)))
            return false;
        for (uint32_t i = 0; i < write->arguments.count; i++) {
            uint32_t local = local_of(fn, fn->unit->operands[write->arguments.first + i]);
            if (local && bitset_has(message, local))
                return true;
        }
        return false;
    }
    return false;
}

/* Whether a branch on what a call says of the message leads to the block. */
static bool is_behind_verdict(const struct level *level, uint32_t to, const struct bitset *message)
{
    const struct fn *fn = level->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
            block->target[0].index != block->target[1].index &&
            (block->target[0].index == to || block->target[1].index == to) &&
            is_verdict(level, block->a.index, message))
            return true;
    }
    return false;
}

/* Whether the branch, by that edge, looks at a truth that such a verdict is a part of: ok = file && write(...) == 1. */
static bool is_joint_verdict(const struct level *level, const struct ir_block *branch,
                             uint32_t edge, const struct bitset *message)
{
    const struct fn *fn = level->fn;
    enum ir_operator relation = (enum ir_operator)branch->relation;
    int64_t number, value;
    bool any = false;

    if (!fn_local(fn, branch->a) || !fn_number(fn, branch->b, &number))
        return false;
    if (edge)
        relation = relation_negate(relation);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            if (write->dst.index != branch->a.index)
                continue;
            if (write->op != IR_COPY || !fn_number(fn, write->a, &value))
                return false;
            any |= number_compare(value, relation, number) && is_behind_verdict(level, id, message);
        }
    }
    return any;
}

/* ---- what comes behind ---- */

static const uint64_t helps =
    UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_CLOSE | UINT64_C(1) << USE_TIMEOUT;

/* Whether the function ends behind the block, and nothing on any way there makes room, or may do so. The call
 * `but` is left out. */
static bool only_ends(const struct level *level, uint32_t block, uint32_t but)
{
    const struct overfull *question = level->question;
    const struct fn *fn = level->fn;
    struct bitset seen = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool ends = false, helped = false;

    bitset_add(&seen, block);
    vector_push(&todo, block);
    while (todo.count && !helped) {
        uint32_t at = vector_pop(&todo);
        bool goes_on = true;
        for (uint32_t c = 0; c < fn->n_calls && goes_on; c++) {
            const struct call_site *site = &fn->calls[c];
            if (site->block != at || site->instr == but)
                continue;
            helped |= site->unresolved || channels_leads_to(question->channels, question->channel,
                                                            helps, level->number, site);
            goes_on = !returns_never(question->program, fn, site);
        }
        const struct ir_block *end = fn_block(fn, at);
        ends |= goes_on && end->end == IR_END_RETURN;
        for (uint32_t edge = 0; goes_on && edge < graph_n_successors(end); edge++)
            if (bitset_add(&seen, graph_successor(fn, end, edge)))
                vector_push(&todo, graph_successor(fn, end, edge));
    }
    vector_deinit(&todo);
    return ends && !helped;
}

/* The branch at which the receiver leaves its loop because of what a call says of the message; 0 = none. */
static uint32_t find_leaving(const struct level *level)
{
    const struct fn *fn = level->fn;
    uint32_t loop = fn->loop_of[level->block];
    struct bitset message = message_locals(level);

    for (uint32_t id = 1; loop && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_BRANCH || !bitset_has(&fn->loops[loop - 1].blocks, id) ||
            block->a.kind != IR_OPERAND_PLACE)
            continue;
        bool is_told =
            is_verdict(level, block->a.index, &message) ||
            (block->b.kind == IR_OPERAND_PLACE && is_verdict(level, block->b.index, &message));
        for (uint32_t edge = 0; edge < 2; edge++) {
            uint32_t next = block->target[edge].index;
            if (!bitset_has(&fn->loops[loop - 1].blocks, next) &&
                (is_told || is_joint_verdict(level, block, edge, &message)) &&
                only_ends(level, next, 0))
                return id;
        }
    }
    return 0;
}

/* The function's only call of the level's function, as the next level; or the call of who receives that is given this
 * channel. False where there is no such. */
static bool climb(struct level *level)
{
    const struct program *program = level->question->program;
    const struct fn_list *callers = &level->fn->callers;
    struct level up = *level;
    uint32_t n = 0;

    for (uint32_t i = 0; i < callers->count; i++) {
        const struct fn *fn = &program->fns[callers->items[i]];
        for (uint32_t c = 0; c < fn->n_calls && !fn->is_model; c++)
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
                if (fn->calls[c].targets.items[k] == level->number) {
                    up.number = callers->items[i];
                    up.fn = fn;
                    up.block = fn->calls[c].block;
                    up.instr = fn->calls[c].instr;
                    n++;
                }
    }
    if (n > 1 && level->number == level->receive->at_fn) {
        up.number = level->receive->fn;
        up.fn = &program->fns[up.number];
        up.block = level->receive->block;
        up.instr = level->receive->instr;
        n = up.number != level->number;
    }
    if (n != 1)
        return false;
    *level = up;
    return true;
}

/* ---- who sends ---- */

static bool starts_here(const struct overfull *question, uint32_t number, uint32_t body)
{
    const struct program *program = question->program;
    const struct starts *starts = threads_starts(program);
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (fn->calls[c].in_coroutine && fn->calls[c].targets.items[k] == body)
                return true;
    for (uint32_t i = threads_first_start(starts, body);
         i < starts->count && starts->items[i].body == body; i++)
        if (starts->items[i].fn == number)
            return true;
    return false;
}

bool overfull_is_interrupted(const struct program *program, uint32_t number)
{
    const struct bitset *below = functions_below(stops_facts(program), number);
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = 0; i < uses->items.count; i++)
        if ((uses->items.items[i].kind == USE_INTERRUPT ||
             uses->items.items[i].kind == USE_CANCEL) &&
            bitset_has(below, uses->items.items[i].fn))
            return true;
    return false;
}

/* Whether every send of the channel is one of many: none of them tells the receiver to leave. */
static bool all_are_many(const struct overfull *question)
{
    const struct channel *channel = question->channel;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        uint32_t loop;
        if (use->kind != USE_SEND || !use->reached || use->instr == question->use->instr)
            continue;
        struct sending sending = {use->fn, use->block, use->instr, use->place, !use->place};
        if (!overfull_amount(question, &sending, &loop).endless)
            return false;
    }
    return true;
}

/* Whether the conditions that the sender waits for are signalled by those who take out only, or by the
 * sender's own thread, which stands still. */
static bool nobody_else_wakes(const struct overfull *question)
{
    const struct channels *channels = question->channels;
    const uint32_t *run_by = threads_run_by(question->program);
    const uint64_t signals = UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST;

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *wait = &channels->uses.items[i];
        if (wait->kind != USE_WAIT || wait->at_fn != question->use->at_fn)
            continue;
        const struct channel *condition = channels_find(channels, wait);
        for (uint32_t k = condition->first; k < condition->first + condition->count; k++) {
            const struct channel_use *wake = &channels->uses.items[k];
            bool takes = wake->at_fn == question->use->at_fn;
            for (uint32_t r = question->channel->first;
                 r < question->channel->first + question->channel->count; r++)
                takes |= channels->uses.items[r].kind == USE_RECEIVE &&
                         channels->uses.items[r].at_fn == wake->at_fn;
            bool is_own =
                wake->fn == question->use->fn ||
                (run_by[wake->fn] == run_by[question->use->fn] && run_by[wake->fn] != RUN_BY_MANY);
            bool is_others = run_by[wake->fn] != RUN_BY_MANY && run_by[wake->fn] != RUN_BY_NONE;
            if (signals >> wake->kind & 1 && wake->reached && !takes && !is_own &&
                (is_others || !overfull_comes_only_through(question, question->use->fn, wake->fn)))
                return false;
        }
    }
    return true;
}

/* Whether the function writes what is looked at. */
static bool writes_look(const struct stores *stores, const struct look *look, uint32_t number)
{
    struct store_span span = stores_to(stores, look->element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (stores->items[i].fn == number)
            return true;
    return false;
}

/* Whether who leaves, or what it calls, sets what the sender looks at before it waits and does not count itself, such as a
 * flag that says that nobody takes anything any more. */
static bool tells_by_flag(const struct overfull *question, uint32_t receiver)
{
    const struct channels *channels = question->channels;
    const struct stop_facts *facts = stops_facts(question->program);
    const struct stores *stores = ways_stores(facts->ways);
    const struct bitset *below = functions_below(facts, receiver);
    uint32_t sender = question->use->at_fn;
    bool tells = false;

    for (uint32_t i = 0; i < channels->uses.count && !tells; i++) {
        const struct channel_use *wait = &channels->uses.items[i];
        if (wait->kind != USE_WAIT || wait->at_fn != sender)
            continue;
        struct predicate predicate = wake_predicate(facts, wait, question->scratch);
        for (uint32_t k = 0; k < predicate.looks.count; k++) {
            const struct look *look = &predicate.looks.items[k];
            struct store_span span = stores_to(stores, look->element);
            bool is_own = writes_look(stores, look, sender);
            for (uint32_t n = span.first; n < span.end && !is_own; n++)
                tells |= bitset_has(below, stores->items[n].fn) &&
                         predicate_store(question->program, predicate.wait.fn, look,
                                         &stores->items[n]) >= STORE_MAY_OPEN;
        }
        predicate_free(&predicate);
    }
    return tells;
}

bool overfull_closes_come_late(const struct overfull *question, uint32_t receiver)
{
    const struct channel *channel = question->channel;
    const uint32_t *run_by = threads_run_by(question->program);
    uint32_t sender = question->use->fn;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        bool is_close = use->kind == USE_CLOSE || use->kind == USE_TIMEOUT;
        bool is_own = use->fn == sender || use->fn == receiver ||
                      (run_by[use->fn] == run_by[sender] && run_by[sender] != RUN_BY_MANY);
        if (is_close && use->reached && !is_own)
            return false;
    }
    return true;
}

/* ---- the question ---- */

static bool is_body(const struct overfull *question, uint32_t number)
{
    const uint32_t *run_by = threads_run_by(question->program);

    return run_by[number] == number && !contexts_in_main(question->program, number);
}

/* Whether the start is another one, seen from a caller. */
static bool is_seen_from_above(const struct program *program, const struct starts *starts,
                               const struct start *start)
{
    const struct fn *fn = &program->fns[start->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, start->instr)];

    for (uint32_t i = threads_first_start(starts, start->body);
         i < starts->count && starts->items[i].body == start->body; i++)
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (bitset_has(functions_below(stops_facts(program), site->targets.items[k]),
                           starts->items[i].fn))
                return true;
    return false;
}

/* Whether only one thread at a time runs the body: it is started at one place, and in no loop. */
static bool is_alone(const struct program *program, uint32_t body)
{
    const struct starts *starts = threads_starts(program);
    uint32_t n = 0;

    for (uint32_t i = threads_first_start(starts, body);
         i < starts->count && starts->items[i].body == body; i++) {
        const struct start *start = &starts->items[i];
        if (program->fns[start->fn].loop_of[start->block])
            return false;
        n += !is_seen_from_above(program, starts, start);
    }
    return n == 1;
}

/* Whether the level is where the receiver ends: its own thread, while the sender is in another; or the
 * function that has started the sender's. */
static bool is_top(const struct level *level)
{
    const struct overfull *question = level->question;
    const uint32_t *run_by = threads_run_by(question->program);
    uint32_t sender = run_by[question->use->fn];

    if (is_body(question, level->number))
        return sender != level->number && sender != RUN_BY_NONE &&
               is_alone(question->program, level->number);
    return sender != RUN_BY_MANY && is_body(question, sender) &&
           starts_here(question, level->number, sender) && overfull_owns(question, level->number);
}

/* Follows the receiver that leaves up to where its thread ends. */
static bool leaves_for_good(struct level *level)
{
    for (uint32_t i = 0; i < LEVELS_MOST; i++) {
        if (is_top(level))
            return true;
        if (!climb(level) || !only_ends(level, level->block, level->instr))
            return false;
    }
    return false;
}

static bool has_only_receive(const struct overfull *question, const struct channel_use *receive)
{
    const struct channel *channel = question->channel;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (use->kind == USE_RECEIVE && use->reached &&
            (use->fn != receive->fn || use->instr != receive->instr))
            return false;
    }
    return true;
}

bool overfull_is_left(const struct overfull *question, struct channel_trouble *trouble)
{
    const struct program *program = question->program;
    const uint64_t receives = UINT64_C(1) << USE_RECEIVE;
    const struct channel_use *receive =
        channels_first(question->channels, question->channel, receives, true, question->use);
    uint32_t branch = 0;

    if (!receive || !has_only_receive(question, receive) ||
        bitset_has(&question->channels->cancelled, question->use->fn) ||
        !nobody_else_wakes(question))
        return false;
    struct level level = {.question = question,
                          .receive = receive,
                          .number = receive->at_fn,
                          .fn = &program->fns[receive->at_fn],
                          .block = receive->at_block,
                          .instr = receive->at_instr,
                          .is_told = !all_are_many(question)};
    for (uint32_t i = 0; i < LEVELS_MOST && !branch; i++) {
        branch = find_leaving(&level);
        if (!branch && (is_top(&level) || !climb(&level)))
            return false;
    }
    if (!branch)
        return false;
    struct level leaving = level;
    if (!leaves_for_good(&level) || overfull_is_interrupted(program, level.number) ||
        overfull_is_interrupted(program, question->use->fn) ||
        overfull_forks(program, level.number) || tells_by_flag(question, level.number) ||
        !overfull_closes_come_late(question, level.number))
        return false;
    const struct ir_block *block = fn_block(leaving.fn, branch);
    struct step step = {
        graph_place(program, leaving.fn, block->at),
        arena_printf(program->run, "suppose that %s() leaves here", leaving.fn->name)};
    trouble->failure = FULL_RECEIVER_LEFT;
    trouble->other = leaving.fn->name;
    trouble->assumption = "that it leaves while more is sent than there is room for";
    trouble->witness = channels_join_steps(program, trouble->witness, step);
    return true;
}
