/* A process that forks has both ends of a pipe, and so has its child: the end of what is sent comes only when
 * all of them are closed, its own too.
 *
 * Requires channels, ends. */
#include "program/unsent_ends.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/end_users.h"
#include "program/ends.h"
#include "program/model_control.h"
#include "program/stops.h"
#include "program/unsent.h"
#include "program/value.h"

struct ending_wait {
    const struct channels *channels;
    const struct program *program;
    const struct channel_use *wait;
    const struct fn *fn;
    uint32_t element; /* the array of the ends */
};

/* ---- until the end ---- */

/* Whether the place gets the result of the receiving call, in the loop or right behind the call. */
static bool is_result(const struct fn *fn, const struct ir_instr *call, uint32_t place)
{
    if (call->dst.index == place)
        return true;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *copy = &fn->unit->instrs[block->instrs.first + i];
            if (copy->op == IR_COPY && copy->dst.index == place &&
                copy->a.kind == IR_OPERAND_PLACE && copy->a.index == call->dst.index)
                return true;
        }
    }
    return false;
}

/* Whether the call, one of read(), asks for that many bytes. */
static bool asks_for(const struct fn *fn, const struct ir_instr *call, int64_t number)
{
    int64_t size;

    return number > 0 && call->arguments.count == 3 &&
           fn_number(fn, fn->unit->operands[call->arguments.first + 2], &size) && size == number;
}

/* Whether the way out of the loop is taken only where nothing was received, or not all of a message. */
static bool needs_nothing(const struct fn *fn, const struct ir_instr *call,
                          const struct ir_block *block, uint32_t edge)
{
    enum { SOME = 1, MUCH = 1 << 20 }; /* what a call may receive, in bytes */

    if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
        block->b.kind == IR_OPERAND_NULL && is_result(fn, call, block->a.index))
        return block->relation == (edge == 1 ? IR_NE : IR_EQ); /* a line */
    if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
        block->b.kind != IR_OPERAND_INTEGER || !is_result(fn, call, block->a.index))
        return false;
    int64_t number = fn->unit->integers[block->b.index];
    enum ir_operator relation = (enum ir_operator)block->relation;
    if (edge == 1)
        relation = relation_negate(relation);
    if ((relation == IR_NE || relation == IR_LT) && asks_for(fn, call, number))
        return true;
    return !(relation == IR_EQ && number >= SOME) && !number_compare(SOME, relation, number) &&
           !number_compare(MUCH, relation, number);
}

/* Whether the place gets nothing but memory that is allocated: it is NULL only where there is none left. */
static bool is_memory(const struct program *program, const struct fn *fn, uint32_t place,
                      uint32_t copies) // NOLINT(misc-no-recursion): COPIES_MOST
{
    enum { COPIES_MOST = 2 };
    bool any = false;

    if (copies > COPIES_MOST)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range range = fn_block(fn, id)->instrs;
        for (uint32_t i = range.first; i < range.first + range.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (instr->dst.index != place)
                continue;
            any = true;
            if (instr->op == IR_CALL) {
                const struct call_site *site = &fn->calls[graph_first_call(fn, i)];
                if (site->targets.count != 1 || !model_allocates(program, site->targets.items[0]))
                    return false;
            } else if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_PLACE ||
                       !is_memory(program, fn, instr->a.index, copies + 1)) {
                return false;
            }
        }
    }
    return any;
}

/* Whether the way out of the loop is taken only where there is no memory. */
static bool needs_no_memory(const struct program *program, const struct fn *fn,
                            const struct ir_block *block, uint32_t edge)
{
    return block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
           block->b.kind == IR_OPERAND_NULL && block->relation == (edge == 1 ? IR_NE : IR_EQ) &&
           is_memory(program, fn, block->a.index, 0);
}

/* Whether the call, which receives, is made in a loop that ends only where nothing more comes: no way on from the call
 * leaves the loop but by an edge that says so, or behind one. */
static bool is_called_until_end(const struct program *program, const struct point *at)
{
    const struct fn *fn = &program->fns[at->fn];
    const struct ir_instr *call = &fn->unit->instrs[at->instr];
    uint32_t loop = fn->loop_of[at->block];
    VECTOR(uint32_t) todo = {0};
    bool leaves = false;

    if (!loop || call->op != IR_CALL || !call->dst.index)
        return false;
    const struct bitset *blocks = &fn->loops[loop - 1].blocks;
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    bitset_add(&seen, at->block);
    vector_push(&todo, at->block);
    while (todo.count && !leaves) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        leaves = block->end == IR_END_RETURN;
        for (uint32_t edge = 0; edge < graph_n_successors(block) && !leaves; edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (needs_nothing(fn, call, block, edge))
                continue;
            if (!bitset_has(blocks, next))
                leaves = !needs_no_memory(program, fn, block, edge);
            else if (bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return !leaves;
}

static bool is_until_end(const struct program *program, const struct channel_use *wait)
{
    struct point at = {wait->at_fn, wait->at_block, wait->at_instr};

    return is_called_until_end(program, &at);
}

bool unsent_goes_on_to_end(const struct program *program, const struct channel_use *receive)
{
    struct point above = {receive->fn, receive->block, receive->instr};

    return receive->kind == USE_RECEIVE && !receive->by_hand &&
           (is_until_end(program, receive) ||
            (receive->fn != receive->at_fn && is_called_until_end(program, &above)));
}

bool unsent_is_until_end(const struct program *program, const struct channel_use *wait)
{
    return wait->end && unsent_goes_on_to_end(program, wait);
}

uint64_t unsent_enders(const struct program *program, const struct channel_use *wait,
                       uint64_t kinds)
{
    const uint64_t closes = UINT64_C(1) << USE_CLOSE | UINT64_C(1) << USE_FINISH;

    return unsent_is_until_end(program, wait) ? kinds & closes : kinds;
}

/* ---- the other end ---- */

static bool is_other_end(const struct ending_wait *ending, struct ir_operand operand)
{
    if (element_of_operand(ending->program, ending->wait->fn, operand) != ending->element)
        return false;
    return operand.kind == IR_OPERAND_ADDRESS ||
           channel_flow_index(ending->fn, (struct ir_place_id){operand.index}) != ending->wait->end;
}

/* Whether the other end is kept elsewhere, too. */
static bool is_copied(const struct ending_wait *ending)
{
    for (uint32_t id = 1; id < ending->fn->ir->blocks.count; id++) {
        const struct ir_block *block =
            ir_block(ending->fn->unit, ending->fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &ending->fn->unit->instrs[block->instrs.first + i];
            if (instr->op != IR_CALL && instr->dst.index && is_other_end(ending, instr->a))
                return true;
        }
        if (block->end == IR_END_RETURN && is_other_end(ending, block->a))
            return true;
    }
    return false;
}

/* Whether the call makes both ends. */
static bool makes_ends(const struct ending_wait *ending, uint32_t instr)
{
    const struct channels *channels = ending->channels;
    const struct ir_instr *call = &ending->fn->unit->instrs[instr];
    uint32_t fn = ending->wait->fn;
    bool is_given = false;

    for (uint32_t i = 0; i < call->arguments.count; i++)
        is_given |= element_of_operand(ending->program, fn,
                                       ending->fn->unit->operands[call->arguments.first + i]) ==
                    ending->element;
    if (!is_given)
        return false;

    for (uint32_t i = channels->first_of_fn[fn]; i < channels->first_of_fn[fn + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind == USE_ENDS && use->instr == instr)
            return true;
    }
    return false;
}

/* Whether the call hands its argument `k`, the other end, to a function that uses it only in a child: here it stays open. */
static bool stays_here(const struct ending_wait *ending, const struct call_site *site, uint32_t k)
{
    const struct fn *fn = ending->fn;
    struct ir_operand given = fn->unit->operands[fn->unit->instrs[site->instr].arguments.first + k];
    bool is_whole =
        given.kind == IR_OPERAND_ADDRESS && fn_place(fn, given.index)->kind != IR_PLACE_INDEX;
    uint32_t end = is_whole ? 3 - ending->wait->end : given.kind == IR_OPERAND_ADDRESS;

    return site->targets.count == 1 && !site->unresolved && ending->wait->end <= 2 &&
           end_users_only_child(ending->program, site->targets.items[0], k + 1, end);
}

/* Whether the call makes a child: itself, or in a function that hands it the other end. */
static bool makes_child(const struct ending_wait *ending, const struct call_site *site)
{
    const struct ir_instr *call = &ending->fn->unit->instrs[site->instr];

    if (!site->targets.count)
        return false;
    if (model_forks(ending->program, site->targets.items[0]))
        return true;
    for (uint32_t k = 0; k < call->arguments.count; k++)
        if (is_other_end(ending, ending->fn->unit->operands[call->arguments.first + k]) &&
            stays_here(ending, site, k))
            return model_control_forks(ending->program, site->targets.items[0]);
    return false;
}

/* Marks the calls that get the other end, or that make both. */
static void mark_given(const struct ending_wait *ending, struct path_query *query,
                       enum path_mark makes)
{
    for (uint32_t c = 0; c < ending->fn->n_calls; c++) {
        uint32_t instr = ending->fn->calls[c].instr;
        const struct ir_instr *call = &ending->fn->unit->instrs[instr];
        if (makes_ends(ending, instr)) {
            if (makes)
                path_mark(query, instr, makes);
            continue;
        }
        for (uint32_t i = 0; i < call->arguments.count; i++)
            if (is_other_end(ending, ending->fn->unit->operands[call->arguments.first + i]) &&
                !stays_here(ending, &ending->fn->calls[c], i))
                path_mark(query, instr, PATH_STOP);
    }
}

/* A way from where the ends are made to the fork, and on from there to the wait, on which nobody gets the other end. */
static struct path_answer find_open(const struct ending_wait *ending, uint32_t fork)
{
    struct path_query before = {.program = ending->program, .fn = ending->wait->fn};
    struct path_query behind = before;
    struct path_answer answer = {.found = false};

    mark_given(ending, &before, PATH_FROM);
    path_mark(&before, fork, PATH_TO);
    mark_given(ending, &behind, 0);
    path_mark(&behind, fork, PATH_FROM);
    path_mark(&behind, ending->wait->instr, PATH_TO);
    if (path_find(&before).found)
        answer = path_find(&behind);
    path_query_deinit(&before);
    path_query_deinit(&behind);
    return answer;
}

/* Whether it is asked, on a way to the wait, whether there is such an end at all: then it is closed there, for what pipe()
 * makes is one. */
static bool is_asked_for(const struct ending_wait *ending)
{
    const struct fn *fn = ending->fn;
    struct arena *scratch = arena_new();
    bool asked = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count && !asked; id++) {
        const struct ir_block *block = fn_block(fn, id);
        asked = block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
                is_other_end(ending, block->a) &&
                !contexts_in_child(ending->program, ending->wait->fn, id);
        if (asked) {
            struct bitset behind = conditions_reach(fn, id, scratch);
            asked = bitset_has(&behind, ending->wait->block);
        }
    }
    arena_free(scratch);
    return asked;
}

/* Whether the wait may be made in a process that a function below its anchor makes, which has ends of its own. */
static bool is_below_fork(const struct ending_wait *ending)
{
    uint32_t c = graph_first_call(ending->fn, ending->wait->instr);

    return ending->wait->fn != ending->wait->at_fn && c < ending->fn->n_calls &&
           functions_lead_to_fork(ending->program, &ending->fn->calls[c]);
}

static bool keeps_own_end(const struct ending_wait *ending, struct channel_trouble *trouble)
{
    struct path_answer answer = {.found = false};

    if (!is_until_end(ending->program, ending->wait) || is_copied(ending))
        return false;
    for (uint32_t c = 0; c < ending->fn->n_calls && !answer.found; c++) {
        const struct call_site *site = &ending->fn->calls[c];
        if (makes_child(ending, site))
            answer = find_open(ending, site->instr);
    }
    if (!answer.found)
        return false;
    struct step step = channels_step(ending->program, ending->wait->fn, ending->wait->instr,
                                     "here the end that writes is still open in this process");
    trouble->failure = WAIT_OWN_END;
    trouble->witness = channels_join_steps(ending->program, answer.decisions, step);
    return true;
}

/* ---- a child that says nothing ---- */

/* Whether the function of the wait closes only behind it. */
static bool closes_behind(const struct ending_wait *ending, const struct channel_use *close)
{
    const struct channel_use *wait = ending->wait;
    struct path_query query = {.program = ending->program, .fn = wait->fn};

    if (close->kind != USE_CLOSE || close->fn != wait->fn || close->instr == wait->instr)
        return false;
    path_mark(&query, close->instr, PATH_FROM);
    path_mark(&query, wait->instr, PATH_TO);
    bool before = path_find(&query).found;
    path_query_deinit(&query);
    return !before;
}

/* The function, run only by a child, in which all is sent that may arrive, if nothing is closed before; 0 = there
 * is no such. */
static uint32_t only_child(const struct ending_wait *ending)
{
    const struct channels *channels = ending->channels;
    const struct channel *channel = channels_find(channels, ending->wait);
    uint32_t child = 0;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool is_receive = use->kind == USE_RECEIVE || use->kind == USE_AWAIT_EACH;
        if (!(unsent_senders >> use->kind & 1) && !is_receive)
            continue;
        if (is_receive || !use->reached || !ends_meet(use, ending->wait) ||
            closes_behind(ending, use))
            continue;
        if (use->kind != USE_SEND || (child && child != use->at_fn) || use->at_fn == use->fn ||
            contexts_origin(ending->program, use->at_fn).kind != ROOT_ONCE)
            return 0;
        child = use->at_fn;
    }
    return child;
}

/* Whether the child may end without a word, while the process that waits could still write itself. */
static bool may_say_nothing(const struct ending_wait *ending, struct channel_trouble *trouble)
{
    const struct program *program = ending->program;
    const struct channel *channel = channels_find(ending->channels, ending->wait);
    uint32_t child = channel->escapes ? 0 : only_child(ending);
    struct path_query query = {
        .program = program, .fn = child, .from_entry = true, .to_return = true};

    if (!child)
        return false;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++)
        if (ending->channels->uses.items[i].at_fn == child)
            path_mark(&query, ending->channels->uses.items[i].at_instr, PATH_STOP);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    if (!answer.found)
        return false;
    const struct fn *fn = &program->fns[child];
    const struct ir_block *block =
        ir_block(fn->unit, fn->ir, (struct ir_block_id){answer.to_block});
    struct step step = {
        graph_place(program, fn, block->at),
        arena_printf(program->run,
                     "%s() returns here in the child; the process that waits keeps the end that "
                     "writes open, too",
                     fn->name)};
    trouble->failure = WAIT_LEFT;
    trouble->other = fn->name;
    trouble->assumption = "that the child takes this way";
    trouble->witness = channels_join_steps(program, answer.decisions, step);
    return true;
}

/* ---- a parent that waits for its child ---- */

static bool has_use(const struct ending_wait *ending, uint32_t instr, enum use_kind kind)
{
    const struct uses *uses = stops_uses(ending->program);
    uint32_t fn = ending->wait->fn;

    for (uint32_t i = uses->first[fn]; i < uses->first[fn + 1]; i++)
        if (uses->items.items[i].kind == kind && uses->items.items[i].instr == instr)
            return true;
    return false;
}

/* A way of the parent from the fork to where it waits for its child's end, on which it neither sends nor closes, nor
 * sends a unix signal. */
static struct path_answer find_reaped(const struct ending_wait *ending)
{
    static const struct path_result is_parent = {IR_GT, 0};
    struct path_query query = {
        .program = ending->program, .fn = ending->wait->fn, .given = &is_parent};
    uint32_t n_forks = 0;

    for (uint32_t c = 0; c < ending->fn->n_calls; c++) {
        const struct call_site *site = &ending->fn->calls[c];
        const struct ir_instr *call = &ending->fn->unit->instrs[site->instr];
        bool forks = site->targets.count && model_forks(ending->program, site->targets.items[0]);
        bool makes = makes_ends(ending, site->instr);
        if (forks)
            path_mark(&query, site->instr, PATH_FROM);
        else if (has_use(ending, site->instr, USE_REAP))
            path_mark(&query, site->instr, PATH_TO);
        else if (has_use(ending, site->instr, USE_INTERRUPT))
            path_mark(&query, site->instr, PATH_STOP);
        n_forks += forks;
        for (uint32_t i = 0; !makes && i < call->arguments.count; i++)
            if (is_other_end(ending, ending->fn->unit->operands[call->arguments.first + i]))
                path_mark(&query, site->instr, PATH_STOP);
    }
    struct path_answer answer = {.found = false};
    if (n_forks == 1)
        answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

static bool is_reaped_first(const struct ending_wait *ending, struct channel_trouble *trouble)
{
    const struct channel_use *wait = ending->wait;

    if (!contexts_in_child(ending->program, wait->fn, wait->block) || is_copied(ending))
        return false;
    struct path_answer answer = find_reaped(ending);
    if (!answer.found || answer.around)
        return false;
    struct step step = channels_step(ending->program, wait->fn, answer.to_instr,
                                     "here the parent waits for its end, with the end that writes "
                                     "open and nothing written");
    trouble->failure = WAIT_REAPED;
    trouble->other = ending->fn->name;
    trouble->assumption = "that the parent takes this way";
    trouble->witness = channels_join_steps(ending->program, answer.decisions, step);
    return true;
}

bool unsent_own_end(const struct channels *channels, const struct channel_use *wait,
                    struct channel_trouble *trouble)
{
    struct ending_wait ending = {.channels = channels,
                                 .program = channels->program,
                                 .wait = wait,
                                 .fn = &channels->program->fns[wait->fn],
                                 .element = wait->element};

    if (wait->kind != USE_RECEIVE || !wait->end || !wait->place || is_below_fork(&ending))
        return false;
    bool is_local = wait->element >= elements_named(channels->program);
    if (is_local && is_asked_for(&ending))
        return false;
    return (is_local && (keeps_own_end(&ending, trouble) || is_reaped_first(&ending, trouble) ||
                         (unsent_goes_on_to_end(ending.program, wait) &&
                          unsent_reaped_field(channels, wait, trouble)))) ||
           (is_until_end(ending.program, wait) && unsent_kept_end(channels, wait, trouble)) ||
           (unsent_goes_on_to_end(ending.program, wait) &&
            unsent_kept_field(channels, wait, trouble)) ||
           may_say_nothing(&ending, trouble) || unsent_is_wordless(channels, wait, trouble);
}
