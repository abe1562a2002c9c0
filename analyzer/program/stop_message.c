/* A thread that ends by one message, told by its address: whoever joins it must have sent that. The message is a
 * global, and where the program mentions its address but to compare it, it is sent. */
#include "program/conditions.h"
#include "program/stops_inside.h"

/* A place where the address of a global becomes a value. */
struct mention {
    uint32_t entity;
    struct point at;
    bool is_initial; /* in the initializer of a variable */
};

struct mentions {
    VECTOR(struct mention) items; /* as they stand in the program */
    uint32_t *first, *next;       /* per entity, per item: index + 1 of the next one; 0 = none */
};

/* The global that the operand is the address of, and no part of it; 0 = something else. */
static uint32_t addressed(const struct program *program, const struct fn *fn,
                          struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    const struct ir_place *place = fn_place(fn, operand.index);
    return place->kind == IR_PLACE_GLOBAL ? program->entity_of[fn->input][place->argument] : 0;
}

static void add_mention(const struct program *program, struct mentions *mentions,
                        struct ir_operand operand, struct point at)
{
    const struct fn *fn = &program->fns[at.fn];
    uint32_t entity = addressed(program, fn, operand);

    if (entity)
        vector_push(&mentions->items,
                    (struct mention){entity, at, (fn->ir->flags & IR_FUNCTION_INIT) != 0});
}

static void add_mentions_in(const struct program *program, uint32_t number,
                            struct mentions *mentions)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        uint32_t end = block->instrs.first + block->instrs.count;
        for (uint32_t i = block->instrs.first; i < end; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            struct point at = {number, id, i};
            if (instr->op == IR_COPY)
                add_mention(program, mentions, instr->a, at);
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                add_mention(program, mentions, fn->unit->operands[instr->arguments.first + k], at);
        }
        if (block->end == IR_END_RETURN)
            add_mention(program, mentions, block->a, (struct point){number, id, end});
    }
}

/* All of the program, made once. */
static const struct mentions *mentions_of(struct stop_facts *facts)
{
    const struct program *program = facts->program;
    struct mentions *mentions = facts->mentions;

    if (mentions)
        return mentions;
    mentions = facts->mentions = ARENA_NEW(facts->arena, struct mentions);
    for (uint32_t f = 1; f < program->n_fns; f++)
        if (!program->fns[f].is_model)
            add_mentions_in(program, f, mentions);
    mentions->first = ARENA_ARRAY(facts->arena, uint32_t, program->n_entities);
    mentions->next = ARENA_ARRAY(facts->arena, uint32_t, mentions->items.count);
    for (uint32_t i = mentions->items.count; i > 0; i--) {
        uint32_t entity = mentions->items.items[i - 1].entity;
        mentions->next[i - 1] = mentions->first[entity];
        mentions->first[entity] = i;
    }
    return mentions;
}

void stops_free_mentions(struct stop_facts *facts)
{
    if (facts->mentions)
        vector_deinit(&facts->mentions->items);
}

/* The edge of the block that is taken where a value is the address of that global; UINT32_MAX = none. */
static uint32_t edge_of_message(const struct program *program, const struct fn *fn, uint32_t id,
                                uint32_t *ret_entity)
{
    const struct ir_block *block = fn_block(fn, id);

    if (block->end != IR_END_BRANCH || (block->relation != IR_EQ && block->relation != IR_NE))
        return UINT32_MAX;
    bool second = block->b.kind == IR_OPERAND_ADDRESS;
    *ret_entity = addressed(program, fn, second ? block->b : block->a);
    struct ir_operand other = second ? block->a : block->b;
    return *ret_entity && fn_local(fn, other) ? (block->relation == IR_EQ ? 0 : 1) : UINT32_MAX;
}

/* The blocks of the body that are reached without the message. */
static struct bitset reached_without(const struct question *question, uint32_t entity)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[question->start->body];
    const struct fn_ways *ways = ways_of(question->facts->ways, question->start->body);
    struct bitset reached = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    bitset_add(&reached, 1);
    vector_push(&todo, 1);
    while (todo.count) {
        uint32_t id = vector_pop(&todo), compared = 0;
        uint32_t shut = edge_of_message(program, fn, id, &compared);
        if (ways->passed.size && !bitset_has(&ways->passed, id))
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(fn, id)); edge++)
            if (!(edge == shut && compared == entity) &&
                bitset_add(&reached, graph_successor(fn, fn_block(fn, id), edge)))
                vector_push(&todo, graph_successor(fn, fn_block(fn, id), edge));
    }
    vector_deinit(&todo);
    return reached;
}

/* Whether the body goes on for ever without the message. */
static bool is_needed(const struct question *question, const struct bitset *reached)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[question->start->body];

    for (uint32_t id = bitset_next(reached, 1); id < reached->size;
         id = bitset_next(reached, id + 1))
        if (fn_block(fn, id)->end == IR_END_RETURN || fn_block(fn, id)->end == IR_END_ANY)
            return false;
    for (uint32_t f = bitset_next(&question->own, 1); f < question->own.size;
         f = bitset_next(&question->own, f + 1))
        if (program->fns[f].exits_thread)
            return false;
    return true;
}

/* Where it is sent, as far as that counts; false = that is not known. */
static bool find_sends(const struct question *question, uint32_t entity,
                       const struct bitset *reached, struct points *ret_sends)
{
    const struct program *program = question->program;
    const struct mentions *mentions = mentions_of(program->stop_facts);
    const struct entity *self = &program->entities[entity];

    if (!self->is_static && members_is_public(program, question->start->fn))
        return false;
    for (uint32_t i = mentions->first[entity]; i; i = mentions->next[i - 1]) {
        const struct mention *mention = &mentions->items.items[i - 1];
        struct point at = mention->at;
        if (mention->is_initial)
            return false;
        /* who has got it may pass it on to the next one */
        if (at.fn == question->start->body && !bitset_has(reached, at.block))
            continue;
        if (bitset_has(&question->own, at.fn))
            return false;
        if (contexts_reached(program, at.fn) &&
            members_share(program, program->fns[at.fn].input,
                          program->fns[question->start->fn].input))
            vector_push(ret_sends, at);
    }
    return true;
}

static void answer_never(struct question *question, uint32_t block)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[question->start->body];
    struct step step =
        question_step(program, question->start->body, fn_block(fn, block)->at,
                      arena_printf(program->run, "%s() ends only by '%s', and nothing sends that",
                                   fn->name, question->answer.flag));

    question->answer.failure = STOP_NEVER_SENT;
    question_add_steps(question, &step, 1);
}

static void judge_message(struct question *question, uint32_t entity, uint32_t block)
{
    struct told told = {.flag = entity * 2 + 2};
    struct bitset reached = reached_without(question, entity);

    if (!is_needed(question, &reached) || !find_sends(question, entity, &reached, &told.stores)) {
        vector_deinit(&told.stores);
        return;
    }
    question->answer.flag = question->program->entities[entity].name;
    if (!told.stores.count)
        answer_never(question, block);
    else if (!stops_judge_partial(question, &told) && stops_judge_late(question, &told))
        question->answer.failure = STOP_SENT_LATE;
    vector_deinit(&told.stores);
}

void stops_judge_message(struct question *question)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[question->start->body];
    uint32_t entity = 0;

    if (fn->ir->flags & IR_FUNCTION_DAMAGED || fn->ir->n_unknown)
        return;
    for (uint32_t id = 1; id < fn->ir->blocks.count && !question->answer.failure; id++)
        if (edge_of_message(program, fn, id, &entity) != UINT32_MAX &&
            !question_is_cancelled(question))
            judge_message(question, entity, id);
}
