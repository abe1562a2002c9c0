/* How often a message is sent before anybody takes one out.
 *
 * A loop around a send says how often, if each round sends another message. A loop that repeats a send which
 * has failed, or that sends the rest of what was sent in part, sends one. Requires channels, loops. */
#include "program/overfull.h"

#include "program/conditions.h"
#include "program/known.h"
#include "program/stops.h"
#include "program/stores.h"

/* A call in a loop. */
struct round {
    const struct overfull *question;
    const struct program *program;
    uint32_t number;
    const struct fn *fn;
    const struct loop *loop;
    uint32_t instr;
};

/* The local or global that the place is a part of; 0 = it lies behind a pointer. */
static uint32_t whole_of(const struct fn *fn, uint32_t id)
{
    while (id && fn_place(fn, id)->kind >= IR_PLACE_FIELD &&
           fn_place(fn, id)->kind <= IR_PLACE_INDEX_PLACE)
        id = fn_place(fn, id)->parent.index;
    return id && fn_place(fn, id)->kind <= IR_PLACE_GLOBAL ? id : 0;
}

static uint32_t place_of(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE ? operand.index : 0;
}

/* ---- what a round does with the result of the call ---- */

/* Whether the place holds the result of the call, or a copy of it. */
static bool is_result(const struct round *round, uint32_t place)
{
    enum { COPIES_MOST = 3 };
    uint32_t result = round->fn->unit->instrs[round->instr].dst.index;

    for (uint32_t copies = 0; place && copies < COPIES_MOST; copies++) {
        if (result && place == result)
            return true;
        const struct ir_instr *write = conditions_only_write(round->fn, place);
        place = write && write->op == IR_COPY ? place_of(write->a) : 0;
    }
    return false;
}

/* Whether a result that is so means that the call has done its work. A truth value tells it by being true,
 * other numbers by not being negative; zero is success but for those. */
static bool is_success(const struct round *round, enum ir_operator relation, struct ir_operand with)
{
    const struct fn *fn = round->fn;
    const struct ir_type *type = stores_type_of_place(fn, fn->unit->instrs[round->instr].dst);
    bool is_truth = type->kind == IR_TYPE_INTEGER && type->count == 1;
    int64_t number = with.kind == IR_OPERAND_INTEGER ? fn->unit->integers[with.index] : 0;

    if (with.kind != IR_OPERAND_INTEGER && with.kind != IR_OPERAND_NULL)
        return relation != IR_NE && relation != IR_LT && relation != IR_LE;
    switch (relation) {
    case IR_EQ:
        return number > 0 || (number == 0 && !is_truth);
    case IR_NE:
        return number < 0 || (number == 0 && is_truth);
    case IR_GT:
    case IR_GE:
        return true;
    default:
        return false;
    }
}

/* Whether the loop goes on, behind that branch, only if the call has failed. */
static bool repeats_failure(const struct round *round, const struct ir_block *block)
{
    if (block->end != IR_END_BRANCH || !is_result(round, place_of(block->a)))
        return false;
    bool first = bitset_has(&round->loop->blocks, block->target[0].index);
    bool second = bitset_has(&round->loop->blocks, block->target[1].index);
    if (first == second)
        return false;
    enum ir_operator relation = (enum ir_operator)block->relation;
    return !is_success(round, first ? relation : relation_negate(relation), block->b);
}

/* Whether the loop computes with the result: how much is left to send. */
static bool computes_with_result(const struct round *round, const struct ir_instr *instr)
{
    return instr->op == IR_COMPUTE && (instr->operation < IR_EQ || instr->operation > IR_GE) &&
           (is_result(round, place_of(instr->a)) || is_result(round, place_of(instr->b)));
}

bool overfull_sends_rest(const struct overfull *question, const struct sending *sending)
{
    const struct fn *fn = &question->program->fns[sending->fn];
    uint32_t loop = fn->loop_of[sending->block];
    struct round round = {
        question,      question->program, sending->fn, fn, &fn->loops[loop ? loop - 1 : 0],
        sending->instr};

    for (uint32_t id = 1; loop && id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        if (!bitset_has(&round.loop->blocks, id))
            continue;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (computes_with_result(&round, &fn->unit->instrs[i]))
                return true;
    }
    return false;
}

static bool sends_the_same(const struct round *round)
{
    const struct fn *fn = round->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!bitset_has(&round->loop->blocks, id))
            continue;
        if (repeats_failure(round, block))
            return true;
        for (uint32_t i = 0; i < block->instrs.count; i++)
            if (computes_with_result(round, &fn->unit->instrs[block->instrs.first + i]))
                return true;
    }
    return false;
}

/* ---- what ends the loop ---- */

/* Whether a call in the loop, other than the send, says what the place holds. */
static bool is_told_by_call(const struct round *round, uint32_t place)
{
    const struct fn *fn = round->fn;
    uint32_t whole = whole_of(fn, place);

    for (uint32_t c = 0; place && c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        if (fn->calls[c].instr == round->instr ||
            !bitset_has(&round->loop->blocks, fn->calls[c].block))
            continue;
        if (call->dst.index && (call->dst.index == place || (whole && call->dst.index == whole)))
            return true;
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
            if (whole && operand.kind == IR_OPERAND_ADDRESS && whole_of(fn, operand.index) == whole)
                return true;
        }
    }
    const struct ir_instr *write = place ? conditions_only_write(fn, place) : NULL;
    uint32_t from = write && write->op == IR_COPY ? place_of(write->a) : 0;
    for (uint32_t c = 0; from && c < fn->n_calls; c++)
        if (fn->calls[c].instr != round->instr &&
            bitset_has(&round->loop->blocks, fn->calls[c].block) &&
            fn->unit->instrs[fn->calls[c].instr].dst.index == from)
            return true;
    return false;
}

/* Whether the loop counts with the place. */
static bool is_counter(const struct round *round, uint32_t place)
{
    const struct fn *fn = round->fn;

    for (uint32_t id = 1; place && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; bitset_has(&round->loop->blocks, id) && i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->dst.index == place && instr->op == IR_COMPUTE &&
                (instr->operation == IR_ADD || instr->operation == IR_SUB) &&
                place_of(instr->a) == place && instr->b.kind == IR_OPERAND_INTEGER)
                return true;
        }
    }
    return false;
}

/* Whether the branch looks at how full something is, or how many there were: at a number that the loop counts
 * with, or that is shared; or asks somebody who knows the channel. */
static bool looks_at_amount(const struct round *round, const struct sending *sending,
                            const struct ir_block *block)
{
    const struct fn *fn = round->fn;
    const struct ir_operand operands[] = {block->a, block->b};
    bool orders = block->relation != IR_EQ && block->relation != IR_NE;

    for (size_t i = 0; i < 2; i++) {
        uint32_t place = place_of(operands[i]);
        const struct ir_instr *write = place ? conditions_only_write(fn, place) : NULL;
        if (is_counter(round, place) ||
            (orders && conditions_source(round->program, round->number, operands[i])))
            return true;
        if (!write || write->op != IR_CALL || (uint32_t)(write - fn->unit->instrs) == round->instr)
            continue;
        for (uint32_t a = 0; a < write->arguments.count; a++) {
            struct ir_operand argument = fn->unit->operands[write->arguments.first + a];
            bool is_place =
                argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS;
            if (is_place && argument.index == sending->place)
                return true;
        }
    }
    return false;
}

/* Whether what is outside of the program decides how often the loop runs: it is left where a call says so,
 * or never. What else ends it, a number or the end of a list, may be small. */
static bool is_endless(const struct round *round, const struct sending *sending)
{
    const struct fn *fn = round->fn;
    bool told = false, any = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!bitset_has(&round->loop->blocks, id))
            continue;
        bool leaves = graph_leads_out(fn, block, &round->loop->blocks);
        if (!leaves || is_result(round, place_of(block->a)))
            continue;
        if (looks_at_amount(round, sending, block))
            return false;
        any = true;
        told |= is_told_by_call(round, place_of(block->a)) ||
                is_told_by_call(round, place_of(block->b));
    }
    return told || !any;
}

/* Whether each round makes the call: no way around it. */
static bool is_in_each_round(const struct round *round, uint32_t around, struct arena *scratch)
{
    const struct fn *fn = round->fn;
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool returns = false;

    vector_push(&todo, round->loop->head);
    while (todo.count && !returns) {
        uint32_t at = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, at);
        for (uint32_t edge = 0; at != around && edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            returns |= next == round->loop->head;
            if (bitset_has(&round->loop->blocks, next) && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return !returns;
}

/* Whether only its own condition, or a send that fails, ends the loop. */
static bool runs_to_its_end(const struct round *round)
{
    const struct fn *fn = round->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!bitset_has(&round->loop->blocks, id) || id == round->loop->head ||
            is_result(round, place_of(block->a)))
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (!bitset_has(&round->loop->blocks, graph_successor(fn, block, edge)))
                return false;
    }
    return true;
}

/* Whether somebody makes room in the loop, as far as its function calls him. */
static bool has_relief(const struct round *round)
{
    const struct fn *fn = round->fn;

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (bitset_has(&round->loop->blocks, fn->calls[c].block) &&
            (fn->calls[c].unresolved ||
             channels_leads_to(round->question->channels, round->question->channel,
                               round->question->relieves, round->number, &fn->calls[c])))
            return true;
    return false;
}

/* ---- whether it is one channel ---- */

static bool is_written_in(const struct round *round, uint32_t place)
{
    const struct fn *fn = round->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; bitset_has(&round->loop->blocks, id) && i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->dst.index == place)
                return true;
            for (uint32_t a = 0; instr->op == IR_CALL && a < instr->arguments.count; a++) {
                struct ir_operand operand = fn->unit->operands[instr->arguments.first + a];
                if (operand.kind == IR_OPERAND_ADDRESS && operand.index == place &&
                    stores_type_of_place(fn, (struct ir_place_id){place})->kind != IR_TYPE_RECORD)
                    return true;
            }
        }
    }
    return false;
}

/* Whether the place is the same one in each round of the loop. */
static bool is_steady(const struct round *round, uint32_t place)
{
    for (; place; place = fn_place(round->fn, place)->parent.index) {
        const struct ir_place *step = fn_place(round->fn, place);
        bool is_moving = step->kind == IR_PLACE_INDEX_PLACE &&
                         (!step->argument || is_written_in(round, step->argument));
        if (is_moving || is_written_in(round, place))
            return false;
    }
    return true;
}

struct sending overfull_first_sending(const struct overfull *question)
{
    const struct channel_use *use = question->use;
    struct sending sending = {use->fn, use->block, use->instr, use->place, !use->place};

    /* what is written right here is an end of the queue: the queue is what that is a part of */
    if (use->by_hand && use->place && use->fn == use->at_fn && use->instr == use->at_instr) {
        const struct ir_place *end = fn_place(&question->program->fns[use->fn], use->place);
        sending.is_fixed = end->kind == IR_PLACE_GLOBAL;
        sending.place = end->kind == IR_PLACE_FIELD ? end->parent.index : use->place;
    }
    return sending;
}

/* Whether all that ends the loop is that the call has done its work. */
static bool is_left_by_success(const struct round *round)
{
    const struct fn *fn = round->fn;
    bool any = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!bitset_has(&round->loop->blocks, id))
            continue;
        bool leaves = graph_leads_out(fn, block, &round->loop->blocks);
        if ((leaves || block->end == IR_END_RETURN) && !repeats_failure(round, block))
            return false;
        any |= leaves;
    }
    return any;
}

bool overfull_is_retried(const struct overfull *question)
{
    const struct channel_use *use = question->use;
    const struct fn *fn = &question->program->fns[use->fn];
    uint32_t loop = fn->loop_of[use->block];
    struct round round = {.question = question,
                          .program = question->program,
                          .number = use->fn,
                          .fn = fn,
                          .loop = loop ? &fn->loops[loop - 1] : NULL,
                          .instr = use->instr};

    return loop && use->by_hand && fn->unit->instrs[use->instr].op == IR_CALL &&
           is_left_by_success(&round) && !has_relief(&round);
}

/* The parameter at the root of the place, also where a local is a copy of it; 0 = none. `ret_global`: it is a
 * global, or lies behind one. */
static uint32_t parameter_of(const struct fn *fn, uint32_t place, bool *ret_global)
{
    *ret_global = false;
    for (; place; place = fn_place(fn, place)->parent.index) {
        const struct ir_place *step = fn_place(fn, place);
        if (step->kind == IR_PLACE_INDEX_PLACE)
            return 0;
        *ret_global |= step->kind == IR_PLACE_GLOBAL;
        if (step->kind != IR_PLACE_LOCAL)
            continue;
        if (step->argument <= fn->ir->n_parameters)
            return step->argument;
        const struct ir_instr *write = conditions_only_write(fn, place);
        uint32_t from = write && write->op == IR_COPY ? place_of(write->a) : 0;
        const struct ir_place *source = from ? fn_place(fn, from) : NULL;
        bool copies =
            source && source->kind == IR_PLACE_LOCAL && source->argument <= fn->ir->n_parameters;
        return copies ? source->argument : 0;
    }
    return 0;
}

struct sending overfull_sending_of_caller(const struct overfull *question,
                                          const struct sending *callee, uint32_t caller,
                                          const struct call_site *site)
{
    const struct fn *fn = &question->program->fns[caller];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    struct sending sending = {caller, site->block, site->instr, 0, callee->is_fixed};
    bool is_global = false;
    uint32_t parameter =
        callee->place ? parameter_of(&question->program->fns[callee->fn], callee->place, &is_global)
                      : 0;

    sending.is_fixed |= is_global;
    if (!sending.is_fixed && parameter && parameter <= call->arguments.count) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + parameter - 1];
        if (operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS)
            sending.place = operand.index;
    }
    return sending;
}

/* ---- how often ---- */

/* How often the loop runs at least: to a number of which the callers, or who stores it, say what it is. */
static bool runs_as_often(const struct round *round, uint64_t *ret_trips)
{
    const struct loop *loop = round->loop;

    *ret_trips = loop->trips;
    if (loop->counted || !loop->steps)
        return loop->counted;
    struct ir_operand bound = fn_block(round->fn, loop->head)->b;
    struct known_numbers known = known_numbers_of(round->program, round->number, bound);
    for (uint32_t i = 0; i < known.count; i++) {
        uint64_t trips;
        if (!graph_trips(round->fn, loop, known.items[i], &trips))
            return false;
        *ret_trips = i && *ret_trips < trips ? *ret_trips : trips;
    }
    return known.count && !known.others && !known.asked;
}

struct amount overfull_amount(const struct overfull *question, const struct sending *sending,
                              uint32_t *ret_loop)
{
    const struct fn *fn = &question->program->fns[sending->fn];
    struct amount amount = {.count = 1};
    struct round round = {
        .question = question, .program = question->program, .number = sending->fn, .fn = fn};
    uint32_t block = sending->block, instr = sending->instr;
    enum { COUNT_MOST = 1 << 30 };

    *ret_loop = 0;
    round.instr = instr;
    for (uint32_t l = fn->loop_of[block]; l; l = fn->loops[l - 1].parent) {
        round.loop = &fn->loops[l - 1];
        bool is_one = sending->is_fixed || (sending->place && is_steady(&round, sending->place));
        if (!is_one || has_relief(&round))
            break;
        if (sends_the_same(&round))
            continue;
        uint64_t trips;
        if (runs_as_often(&round, &trips)) {
            amount.count *= trips;
            if (amount.count > COUNT_MOST)
                amount.count = COUNT_MOST;
            amount.assumed |=
                !is_in_each_round(&round, block, question->scratch) || !runs_to_its_end(&round);
        } else if (is_endless(&round, sending)) {
            amount.endless = true;
        } else {
            amount.is_open = true;
            continue;
        }
        *ret_loop = l;
    }
    return amount;
}

/* ---- what was sent before ---- */

static bool is_send(const struct overfull *question, uint32_t number, uint32_t instr,
                    struct sending *ret_sending)
{
    const struct channels *channels = question->channels;

    for (uint32_t i = channels->first_of_fn[number]; i < channels->first_of_fn[number + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->instr == instr && use->kind == question->use->kind && use->forever &&
            use->class == question->use->class &&
            (use->fn != question->use->fn || use->place == question->use->place)) {
            *ret_sending = (struct sending){number, use->block, instr, use->place, !use->place};
            return true;
        }
    }
    return false;
}

/* Whether every way to the one call makes the other before. */
static bool is_always_before(const struct overfull *question, uint32_t number, uint32_t before,
                             uint32_t instr)
{
    struct path_query query = {.program = question->program, .fn = number, .from_entry = true};

    path_mark(&query, before, PATH_STOP);
    path_mark(&query, instr, PATH_TO);
    bool around = path_find(&query).found;
    path_query_deinit(&query);
    return !around;
}

/* Whether somebody may make room on a way from the one call to the other. */
static bool has_relief_between(const struct overfull *question, uint32_t number, uint32_t from,
                               uint32_t to)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool relieves = site->unresolved || channels_leads_to(question->channels, question->channel,
                                                              question->relieves, number, site);
        if (relieves && overfull_comes_before(program, number, from, site->instr, NULL) &&
            overfull_comes_before(program, number, site->instr, to, NULL))
            return true;
    }
    return false;
}

uint64_t overfull_before(const struct overfull *question, uint32_t number, uint32_t instr)
{
    const struct fn *fn = &question->program->fns[number];
    uint64_t count = 0;
    enum { CALLS_MOST = 400 }; /* a longer function is not looked at */

    for (uint32_t c = 0; c < fn->n_calls && fn->n_calls < CALLS_MOST; c++) {
        const struct call_site *site = &fn->calls[c];
        struct sending sending;
        uint32_t loop;
        if (site->instr == instr || !is_send(question, number, site->instr, &sending) ||
            !is_always_before(question, number, site->instr, instr) ||
            has_relief_between(question, number, site->instr, instr))
            continue;
        struct amount amount = overfull_amount(question, &sending, &loop);
        bool around =
            loop && bitset_has(&fn->loops[loop - 1].blocks, conditions_block_of(fn, instr));
        if (!amount.endless && !amount.assumed && !around)
            count += amount.count;
    }
    return count;
}
