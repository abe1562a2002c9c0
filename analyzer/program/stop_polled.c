/* A thread that waits for several descriptors and ends when one of them is ready: whoever joins it must have written
 * there, or closed the other end, before. Where nobody ever does, it is as endless as one without a way out.
 *
 * Only of channels that the program makes itself and that no code out of sight has, and of bodies that go round for
 * ever as long as that one is not ready and the wait does not fail. */
#include <string.h>

#include "program/channels.h"
#include "program/conditions.h"
#include "program/stops_inside.h"

/* Bounds: behind them, the thread is taken to end otherwise. */
enum {
    POLLED_COPIES = 4,  /* locals that the result of a wait is copied through */
    POLLED_CLASSES = 8, /* descriptors that one body looks at */
};

struct polled {
    struct question *question;
    const struct channels *channels;
    const struct fn *fn; /* the body */
    uint32_t number;
    uint32_t class; /* of the channel by which it ends */
    uint32_t call;  /* the instruction by which it waits for that one */
};

/* ---- what a branch says of a channel ---- */

/* The channel that the operand holds; 0 = not known. */
static uint32_t class_of(const struct polled *polled, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    struct rooted root = channel_flow_root(polled->channels->flow, polled->number, operand);
    return root.root == ROOTED_HERE && root.element
               ? channel_flow_class(polled->channels->flow, root.element)
               : 0;
}

static const struct ir_instr *computed(const struct fn *fn, struct ir_operand operand)
{
    const struct ir_instr *write =
        operand.kind == IR_OPERAND_PLACE ? conditions_only_write(fn, operand.index) : NULL;

    return write && write->op == IR_COMPUTE ? write : NULL;
}

/* The descriptor of which `1 << descriptor % word` is the bit. */
static uint32_t class_of_bit(const struct polled *polled, struct ir_operand mask)
{
    const struct ir_instr *shift = computed(polled->fn, mask);
    const struct ir_instr *within =
        shift && shift->operation == IR_SHL ? computed(polled->fn, shift->b) : NULL;

    return within && (within->operation == IR_MOD || within->operation == IR_AND)
               ? class_of(polled, within->a)
               : 0;
}

/* The name of the field in which the calls of the body find descriptors; NULL = in none. */
static const char *field_of_descriptors(const struct polled *polled)
{
    const struct uses *uses = polled->question->facts->uses;

    for (uint32_t i = uses->first[polled->number]; i < uses->first[polled->number + 1]; i++)
        if (uses->items.items[i].kind == USE_AWAIT_EACH)
            return uses->items.items[i].field;
    return NULL;
}

static bool is_field_named(const struct fn *fn, const struct ir_place *place, const char *name)
{
    return place->kind == IR_PLACE_FIELD &&
           strcmp(ir_text(fn->unit, fn->unit->fields[place->argument].name), name) == 0;
}

/* The descriptor of the element that the place, what has happened there, is a field of. */
static uint32_t class_of_element(const struct polled *polled, uint32_t place)
{
    const struct fn *fn = polled->fn;
    const struct ir_place *self = fn_place(fn, place);
    const char *field = field_of_descriptors(polled);
    uint32_t class = 0;

    if (!field || self->kind != IR_PLACE_FIELD || is_field_named(fn, self, field))
        return 0;
    const struct ir_place *element = fn_place(fn, self->parent.index);
    if (element->kind != IR_PLACE_LOCAL && element->kind != IR_PLACE_INDEX)
        return 0;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            const struct ir_place *to = write->dst.index ? fn_place(fn, write->dst.index) : NULL;
            if (!to || to->parent.index != self->parent.index || !is_field_named(fn, to, field))
                continue;
            uint32_t next = write->op == IR_COPY ? class_of(polled, write->a) : 0;
            if (!next || (class && next != class))
                return 0;
            class = next;
        }
    }
    return class;
}

/* The channel that is ready where that operand is not zero: what has happened to an element, all of it or some bits
 * (poll()), or the bit of a descriptor (select()). */
static uint32_t class_if_set(const struct polled *polled, struct ir_operand operand)
{
    const struct ir_instr *bits = computed(polled->fn, operand);

    if (bits && bits->operation == IR_AND) {
        uint32_t class = class_of_bit(polled, bits->b);
        return class || bits->a.kind != IR_OPERAND_PLACE ? class
                                                         : class_of_element(polled, bits->a.index);
    }
    return operand.kind == IR_OPERAND_PLACE ? class_of_element(polled, operand.index) : 0;
}

/* The channel that is ready where the block is left by one edge of its branch; 0 = none. */
static uint32_t class_at(const struct polled *polled, uint32_t id, uint32_t *ret_edge)
{
    const struct ir_block *block = fn_block(polled->fn, id);
    enum ir_operator relation = (enum ir_operator)block->relation;
    int64_t number;

    if (block->end != IR_END_BRANCH || (relation != IR_EQ && relation != IR_NE) ||
        !fn_number(polled->fn, block->b, &number))
        return 0;
    *ret_edge = relation == IR_EQ ? 0 : 1;
    *ret_edge ^= number == 0;
    return class_if_set(polled, block->a);
}

/* ---- whether the body ends by it ---- */

/* Whether the operand is what the wait yields. */
static bool is_yielded(const struct polled *polled, struct ir_operand operand)
{
    for (uint32_t copies = 0; copies < POLLED_COPIES && operand.kind == IR_OPERAND_PLACE;
         copies++) {
        const struct ir_instr *write = conditions_only_write(polled->fn, operand.index);
        if (!write || write->op != IR_COPY)
            return write == &polled->fn->unit->instrs[polled->call];
        operand = write->a;
    }
    return false;
}

/* Whether control takes that edge only where the wait has failed: else it yields more than zero. */
static bool is_failure(const struct polled *polled, uint32_t id, uint32_t edge)
{
    const struct ir_block *block = fn_block(polled->fn, id);
    int64_t number;

    if (block->end != IR_END_BRANCH || !fn_number(polled->fn, block->b, &number) || number > 0 ||
        !is_yielded(polled, block->a))
        return false;
    switch ((enum ir_operator)block->relation) {
    case IR_EQ:
    case IR_LT:
    case IR_LE:
        return edge == 0;
    case IR_NE:
    case IR_GT:
    case IR_GE:
        return edge == 1;
    default: /* no relation of a branch */
        return false;
    }
}

/* Whether the body goes on for ever as long as the channel is not ready. */
static bool is_needed(const struct polled *polled)
{
    const struct fn *fn = polled->fn;
    const struct fn_ways *ways = ways_of(polled->question->facts->ways, polled->number);
    struct bitset seen = bitset_new(polled->question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool ends = false;

    bitset_add(&seen, 1);
    vector_push(&todo, 1);
    while (todo.count && !ends) {
        uint32_t id = vector_pop(&todo), ready = UINT32_MAX;
        const struct ir_block *block = fn_block(fn, id);
        if (ways->passed.size && !bitset_has(&ways->passed, id))
            continue;
        ends = block->end == IR_END_RETURN || block->end == IR_END_ANY;
        if (class_at(polled, id, &ready) != polled->class)
            ready = UINT32_MAX;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (edge != ready && !is_failure(polled, id, edge) &&
                bitset_add(&seen, graph_successor(fn, block, edge)))
                vector_push(&todo, graph_successor(fn, block, edge));
    }
    vector_deinit(&todo);
    return !ends;
}

/* ---- who makes it ready ---- */

/* What makes the channel ready; false = it may be something else, such as the thread itself. */
static bool find_wakers(const struct polled *polled, const struct channel *channel,
                        const struct channel_use *wait, struct points *ret_wakers)
{
    struct question *question = polled->question;
    const struct program *program = question->program;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &polled->channels->uses.items[i];
        bool sends = use->kind == USE_SEND || use->kind == USE_FINISH;
        bool closes =
            use->kind == USE_CLOSE && !use->is_unheard && !(wait->end && use->end == wait->end);
        if (!use->reached ||
            !members_share(program, program->fns[use->fn].input, polled->fn->input))
            continue;
        bool is_own = bitset_has(question->below, use->fn);
        if (use->kind == USE_SHARE || (sends && is_own))
            return false;
        if ((sends || closes) && !is_own && !(closes && stops_is_before_start(question, use)))
            vector_push(ret_wakers, (struct point){use->fn, use->block, use->instr});
    }
    return true;
}

static const char *name_of_wait(const struct polled *polled)
{
    uint32_t call = graph_first_call(polled->fn, polled->call);
    uint32_t entity = polled->fn->calls[call].entity;

    return entity ? polled->question->program->entities[entity].name : polled->fn->name;
}

static struct step step_of_wait(const struct polled *polled, const struct channel_use *wait,
                                const char *more)
{
    const struct program *program = polled->question->program;

    return question_step(program, polled->number, polled->fn->unit->instrs[polled->call].at,
                         arena_printf(program->run,
                                      "%s() waits here, and ends when '%s' is ready%s",
                                      polled->fn->name, channels_name(program, wait), more));
}

/* Whether the body needs that channel, which is the program's own, to end; and what makes it ready. */
static bool needs(struct polled *polled, const struct channel_use *wait, struct points *ret_wakers)
{
    const struct channel *channel = channels_find(polled->channels, wait);

    return channel->made && !channel->escapes && !channel->is_inherited && is_needed(polled) &&
           find_wakers(polled, channel, wait, ret_wakers);
}

static bool is_ready_late(struct polled *polled, const struct channel_use *wait)
{
    struct question *question = polled->question;
    struct told told = {0};
    bool late =
        needs(polled, wait, &told.stores) && told.stores.count && stops_judge_late(question, &told);

    vector_deinit(&told.stores);
    if (!late)
        return false;
    stops_put_first(question, step_of_wait(polled, wait, ""));
    question->answer.failure = STOP_READY_LATE;
    question->answer.flag = NULL;
    question->answer.waits = name_of_wait(polled);
    return true;
}

static bool is_ready_never(struct polled *polled, const struct channel_use *wait)
{
    struct points wakers = {0};
    bool never = needs(polled, wait, &wakers);

    for (uint32_t i = 0; i < wakers.count; i++)
        never &= stops_is_without_thread(polled->question, wakers.items[i]);
    vector_deinit(&wakers);
    return never;
}

/* The use by which the body waits for the channel, without end, together with others; NULL = it does not. Finds
 * polled->call. */
static const struct channel_use *find_wait(struct polled *polled)
{
    const struct channels *channels = polled->channels;

    for (uint32_t i = channels->first_of_fn[polled->number];
         i < channels->first_of_fn[polled->number + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        polled->call = use->at_instr;
        if (use->kind == USE_AWAIT_EACH && use->at_fn == polled->number && use->forever &&
            use->class == polled->class)
            return use;
    }
    return NULL;
}

static bool is_known(const uint32_t *classes, uint32_t count, uint32_t class)
{
    for (uint32_t i = 0; i < count; i++)
        if (classes[i] == class)
            return true;
    return false;
}

/* The first wait of the body for a channel by which it ends, of which that holds; NULL = of none. */
static const struct channel_use *find_judged(struct polled *polled, struct question *question,
                                             bool (*holds)(struct polled *polled,
                                                           const struct channel_use *wait))
{
    uint32_t seen[POLLED_CLASSES], count = 0, edge;

    polled->question = question;
    polled->number = question->start->body;
    polled->fn = &question->program->fns[polled->number];
    if (fn_is_broken(polled->fn) || !question->joins.count ||
        question->facts->uses->interrupts.count || question_is_cancelled(question) ||
        stops_may_exit(question))
        return NULL;
    polled->channels = channels_of(question->program);
    for (uint32_t id = 1; id < polled->fn->ir->blocks.count && count < POLLED_CLASSES; id++) {
        polled->class = class_at(polled, id, &edge);
        if (!polled->class || is_known(seen, count, polled->class))
            continue;
        seen[count++] = polled->class;
        const struct channel_use *wait = find_wait(polled);
        if (wait && holds(polled, wait))
            return wait;
    }
    return NULL;
}

void stops_judge_polled(struct question *question)
{
    struct polled polled = {0};

    find_judged(&polled, question, is_ready_late);
}

const char *stops_is_never_ready(struct question *question, struct step *ret_step)
{
    struct polled polled = {0};
    const struct channel_use *wait = find_judged(&polled, question, is_ready_never);

    if (!wait)
        return NULL;
    *ret_step = step_of_wait(&polled, wait, ", and nothing makes it so");
    return name_of_wait(&polled);
}
