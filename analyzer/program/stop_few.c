/* Threads that each end by a message of their own, `job->kind == QUIT`, which whoever gets it takes out of the queue:
 * where several of them are joined, one such message ends one of them, and the joins of the others wait for ever.
 *
 * Only of messages that are told by a number in one field, where all that the program ever writes to that field is
 * known. A worker that passes the message on to the next one is silent. */
#include "program/channels.h"
#include "program/conditions.h"
#include "program/elements.h"
#include "program/stop_few_inside.h"

/* Larger bodies do more than to work on messages. */
enum { FEW_BLOCKS = 200 };

/* ---- the body without the message ---- */

/* The field of something that a local points to, or is, as a place: the operand, or what a local got from it that gets nothing
 * else but numbers; 0 = none. */
static uint32_t field_behind(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand), found = 0;
    int64_t number;

    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    if (!local)
        return fn_place(fn, operand.index)->kind == IR_PLACE_FIELD &&
                       fn_root_local(fn, operand.index)
                   ? operand.index
                   : 0;
    if (local <= fn->ir->n_parameters ||
        ir_local(fn->unit, fn->ir, (struct ir_local_id){local})->flags & IR_LOCAL_ADDRESS_TAKEN)
        return 0;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            if (write->dst.index != operand.index ||
                (write->op == IR_COPY && fn_number(fn, write->a, &number)))
                continue;
            bool is_field = write->op == IR_COPY && write->a.kind == IR_OPERAND_PLACE &&
                            fn_place(fn, write->a.index)->kind == IR_PLACE_FIELD;
            if (!is_field || found || !fn_root_local(fn, write->a.index))
                return 0;
            found = write->a.index;
        }
    }
    return found;
}

static uint32_t element_behind(const struct last_message *last, struct ir_operand operand)
{
    uint32_t field = field_behind(last->fn, operand);

    return field ? element_of_named_place(last->question->program, last->number,
                                          (struct ir_place_id){field})
                 : 0;
}

/* Whether a message is the last one that has this number in the field. */
static bool ends_by(const struct last_message *last, int64_t number)
{
    return last->is_truth ? number != 0 : number == last->value;
}

/* Whether control takes the edge only where the field has the value. */
static bool is_by_message(const struct last_message *last, uint32_t id, uint32_t edge)
{
    const struct ir_block *block = fn_block(last->fn, id);
    int64_t number;

    if (last->taken)
        return few_is_pill(last, id, edge);
    if (!last->element || element_behind(last, block->a) != last->element)
        return false;
    if (block->end == IR_END_SWITCH) {
        const struct ir_case *cases = &last->fn->unit->cases[block->cases.first];
        return edge < block->cases.count && cases[edge].low == last->value &&
               cases[edge].high == last->value;
    }
    bool is_equal =
        (block->relation == IR_EQ && edge == 0) || (block->relation == IR_NE && edge == 1);
    bool is_other =
        (block->relation == IR_EQ && edge == 1) || (block->relation == IR_NE && edge == 0);
    return block->end == IR_END_BRANCH && fn_number(last->fn, block->b, &number) &&
           (last->is_truth ? number == 0 && is_other : number == last->value && is_equal);
}

/* Whether some write in the blocks may give the local a value for which the edge is taken. */
static bool may_hold(const struct last_message *last, const struct bitset *reached, uint32_t id,
                     uint32_t edge)
{
    const struct fn *fn = last->fn;
    const struct ir_block *block = fn_block(fn, id);
    uint32_t local = fn_local(fn, block->a);
    int64_t number, value;

    if (block->end != IR_END_BRANCH || !local || local <= fn->ir->n_parameters ||
        !fn_number(fn, block->b, &number) ||
        ir_local(fn->unit, fn->ir, (struct ir_local_id){local})->flags & IR_LOCAL_ADDRESS_TAKEN)
        return true;
    for (uint32_t at = bitset_next(reached, 1); at < reached->size;
         at = bitset_next(reached, at + 1)) {
        struct ir_range instrs = fn_block(fn, at)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (instr->dst.index != block->a.index)
                continue;
            bool is_number = instr->op == IR_COPY && fn_number(fn, instr->a, &value);
            if (!is_number ||
                number_compare(value, (enum ir_operator)block->relation, number) == (edge == 0))
                return true;
        }
    }
    return false;
}

/* Whether the body goes on for ever without the message. Optimistic about locals such as `bool quit`, until a write that
 * is reached says otherwise. */
static bool is_needed(const struct last_message *last, struct bitset *ret_reached)
{
    const struct fn *fn = last->fn;
    bool changes = true;

    bitset_add(ret_reached, 1);
    while (changes) {
        changes = false;
        for (uint32_t id = bitset_next(ret_reached, 1); id < ret_reached->size;
             id = bitset_next(ret_reached, id + 1)) {
            const struct ir_block *block = fn_block(fn, id);
            if (block->end == IR_END_RETURN || block->end == IR_END_ANY)
                return false;
            for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
                if (!bitset_has(ret_reached, graph_successor(fn, block, edge)) &&
                    !is_by_message(last, id, edge) && may_hold(last, ret_reached, id, edge))
                    changes |= bitset_add(ret_reached, graph_successor(fn, block, edge));
        }
    }
    return true;
}

/* ---- what it gets ---- */

/* Whether the call yields the local, or puts a value into it. */
static bool yields(const struct fn *fn, const struct ir_instr *call, uint32_t local)
{
    if (call->dst.index == local)
        return conditions_only_write(fn, local) == call;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS && argument.index == local)
            return true;
    }
    return false;
}

/* Whether the body, or what it calls, puts something into the channel. */
static bool sends_itself(const struct question *question, const struct channel *channel)
{
    const struct channels *channels = channels_of(question->program);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++)
        if (channels->uses.items[i].kind == USE_SEND &&
            bitset_has(question->below, channels->uses.items[i].fn))
            return true;
    return false;
}

/* The use by which the function that the call reaches takes something out, of a queue that is known there already; NULL =
 * it takes nothing. */
static const struct channel_use *taking_below(const struct last_message *last,
                                              const struct ir_instr *call)
{
    const struct channels *channels = channels_of(last->question->program);
    const struct call_site *site =
        &last->fn->calls[graph_first_call(last->fn, (uint32_t)(call - last->fn->unit->instrs))];

    if (site->targets.count != 1 || site->unresolved)
        return NULL;
    uint32_t target = site->targets.items[0];
    for (uint32_t i = channels->first_of_fn[target]; i < channels->first_of_fn[target + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind == USE_RECEIVE && use->by_hand && use->forever)
            return use;
    }
    return NULL;
}

const struct channel_use *few_taking(const struct last_message *last, uint32_t local)
{
    const struct channels *channels = channels_of(last->question->program);
    const struct ir_instr *write = conditions_only_write(last->fn, local);
    const struct channel_use *found = NULL;

    for (uint32_t i = channels->first_of_fn[last->number];
         i < channels->first_of_fn[last->number + 1] && !found; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind == USE_RECEIVE &&
            yields(last->fn, &last->fn->unit->instrs[use->instr], local))
            found = use;
    }
    if (!found && write && write->op == IR_CALL)
        found = taking_below(last, write);
    if (!found)
        return NULL;
    const struct channel *channel = channels_find(channels, found);
    return channel->escapes || sends_itself(last->question, channel) ? NULL : found;
}

/* Whether the place is a field of what the body takes out of a queue, into which it puts nothing. */
static bool is_taken(const struct last_message *last, uint32_t place)
{
    uint32_t local = fn_root(last->fn, place);

    return fn_place(last->fn, local)->kind == IR_PLACE_LOCAL && few_taking(last, local);
}

/* ---- who sends it ---- */

/* Adds the calls that give the function that number for its parameter; false = not all are known. */
static bool add_callers(const struct last_message *last, uint32_t number, uint32_t parameter,
                        struct points *ret_sends)
{
    const struct program *program = last->question->program;
    const struct fn *fn = &program->fns[number];
    int64_t value;

    if (members_has_unseen_callers(program, number))
        return false;
    for (uint32_t k = 0; k < fn->n_called_at; k++) {
        const struct fn *caller = &program->fns[fn->called_at[k].fn];
        const struct call_site *site = &caller->calls[fn->called_at[k].call];
        const struct ir_instr *call = &caller->unit->instrs[site->instr];
        if (parameter > call->arguments.count ||
            !fn_number(caller, caller->unit->operands[call->arguments.first + parameter - 1],
                       &value))
            return false;
        if (ends_by(last, value) && contexts_reached(program, fn->called_at[k].fn))
            vector_push(ret_sends, (struct point){fn->called_at[k].fn, site->block, site->instr});
    }
    return true;
}

/* Finds where the field gets the value; false = that is not known. */
static bool find_sends(const struct last_message *last, struct points *ret_sends)
{
    const struct program *program = last->question->program;
    const struct stores *stores = ways_stores(last->question->facts->ways);
    struct store_span span = stores_to(stores, last->element);
    int64_t value;

    if (bitset_has(&stores->address_taken, last->element))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        bool is_number = instr->op == IR_COPY && fn_number(fn, instr->a, &value);
        uint32_t parameter = instr->op == IR_COPY && !is_number ? fn_local(fn, instr->a) : 0;
        if (!contexts_reached(program, store->fn))
            continue;
        if (is_number && ends_by(last, value))
            vector_push(ret_sends, (struct point){store->fn, store->block, store->instr});
        if (is_number)
            continue;
        if (!parameter || parameter > fn->ir->n_parameters ||
            conditions_only_write(fn, instr->a.index) ||
            !add_callers(last, store->fn, parameter, ret_sends))
            return false;
    }
    return true;
}

/* ---- how often ---- */

/* The join in a loop of the function that comes behind the one message, which is in no loop; NULL = none. */
static const struct point *join_behind(struct question *question, struct point send)
{
    const struct fn *fn = &question->program->fns[send.fn];
    struct bitset behind = conditions_reach(fn, send.block, question->scratch);

    if (fn->loop_of[send.block])
        return NULL;
    for (uint32_t i = 0; i < question->joins.count; i++) {
        const struct point *join = &question->joins.items[i];
        if (join->fn == send.fn && fn->loop_of[join->block] && bitset_has(&behind, join->block))
            return join;
    }
    return NULL;
}

/* Whether each round of a loop starts one, and goes on. */
static bool are_several(const struct question *question)
{
    const struct start *start = question->start;
    const struct fn *fn = &question->program->fns[start->fn];

    return fn->loop_of[start->block] != 0;
}

static void answer(const struct last_message *last, struct point send, struct point join)
{
    struct question *question = last->question;
    const struct program *program = question->program;
    const struct fn *sender = &program->fns[send.fn];
    const char *name = last->taken ? last->pill_name : question_name(program, last->element);
    struct step steps[] = {
        question_step(
            program, last->number, fn_block(last->fn, last->block)->at,
            last->taken ? arena_printf(program->run, "%s() takes a message, and ends only by %s",
                                       last->fn->name, name)
            : last->is_truth
                ? arena_printf(program->run, "%s() takes a message, and ends only if '%s' is set",
                               last->fn->name, name)
                : arena_printf(program->run, "%s() takes a message, and ends only if '%s' is %lld",
                               last->fn->name, name, (long long)last->value)),
        question_step(program, send.fn, sender->unit->instrs[send.instr].at,
                      "one such message is sent, and ends one of them"),
        question_step(
            program, join.fn, sender->unit->instrs[join.instr].at,
            arena_printf(program->run, "%s() waits here for the end of each", sender->name)),
    };

    question->answer.failure = STOP_ONE_SENT;
    question->answer.flag = name;
    question_add_steps(question, steps, 3);
}

static bool find_all(const struct last_message *last, struct points *ret_sends)
{
    return last->taken ? few_find_pills(last, ret_sends) : find_sends(last, ret_sends);
}

static void judge_message(struct last_message *last)
{
    struct question *question = last->question;
    struct bitset reached = bitset_new(question->scratch, last->fn->ir->blocks.count);
    struct points sends = {0};

    if (is_needed(last, &reached) && find_all(last, &sends) && sends.count == 1 &&
        !bitset_has(question->below, sends.items[0].fn)) {
        const struct point *join = join_behind(question, sends.items[0]);
        if (join)
            answer(last, sends.items[0], *join);
    }
    vector_deinit(&sends);
}

/* Judges the values that the block looks for in a field. */
static void judge_block(struct last_message *last)
{
    const struct fn *fn = last->fn;
    const struct ir_block *block = fn_block(fn, last->block);
    bool is_switch = block->end == IR_END_SWITCH;

    if ((!is_switch && block->end != IR_END_BRANCH) || block->a.kind != IR_OPERAND_PLACE)
        return;
    last->taken = 0;
    if (few_takes_pill(last)) {
        judge_message(last);
        return;
    }
    last->element = element_behind(last, block->a);
    if (!last->element || !element_is_field(last->element) ||
        !is_taken(last, field_behind(fn, block->a)))
        return;
    bool is_number = !is_switch && fn_number(fn, block->b, &last->value);
    last->is_truth = is_number && last->value == 0;
    if (is_number)
        judge_message(last);
    for (uint32_t i = 0; is_switch && i < block->cases.count && !last->question->answer.failure;
         i++) {
        last->value = fn->unit->cases[block->cases.first + i].low;
        if (last->value != 0)
            judge_message(last);
    }
}

void stops_judge_few(struct question *question)
{
    const struct program *program = question->program;
    struct last_message last = {.question = question, .number = question->start->body};

    last.fn = &program->fns[last.number];
    if (last.fn->ir->blocks.count > FEW_BLOCKS || fn_is_broken(last.fn) || !question->joins.count ||
        !are_several(question) || question->facts->uses->interrupts.count ||
        question_is_cancelled(question) || stops_may_exit(question))
        return;
    for (last.block = 1; last.block < last.fn->ir->blocks.count && !question->answer.failure;
         last.block++)
        judge_block(&last);
}
