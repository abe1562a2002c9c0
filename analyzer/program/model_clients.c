#include "program/model_clients.h"

#include <string.h>

#include "program/elements.h"
#include "program/known.h"
#include "program/model_control.h"
#include "program/value.h"

static const struct {
    const char *name;
    enum use_kind kind;
} client_primitives[] = {
    {"model_client", USE_CLIENT},
    {"model_client_blocks", USE_BLOCK},
    {"model_client_bounds", USE_BOUND},
    {"model_client_remote", USE_REMOTE},
    {"model_client_datagrams", USE_DATAGRAMS},
    {"model_client_shares", USE_SHARE},
};

/* ---- reading a model ---- */

/* Whether the model returns what is in the place. */
static bool returns(const struct fn *model, uint32_t place)
{
    for (uint32_t id = 1; id < model->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(model, id);
        if (block->end == IR_END_RETURN && block->a.kind == IR_OPERAND_PLACE &&
            block->a.index == place)
            return true;
    }
    return false;
}

/* The parameter that the place is, or lies behind; MODEL_RESULT where it is returned; 0 = neither. */
static uint32_t parameter_of_place(const struct fn *model, uint32_t place)
{
    const char *field;
    uint32_t parameter = place ? model_parameter(model, (struct ir_place_id){place}, &field) : 0;

    return !parameter && place && returns(model, place) ? MODEL_RESULT : parameter;
}

/* What is made may be put into a local first: where that goes. */
static uint32_t parameter_made(const struct fn *model, uint32_t place)
{
    uint32_t parameter = parameter_of_place(model, place);

    for (uint32_t id = 1; id < model->ir->blocks.count && !parameter; id++) {
        const struct ir_block *block = fn_block(model, id);
        for (uint32_t i = 0; i < block->instrs.count && !parameter; i++) {
            const struct ir_instr *copy = &model->unit->instrs[block->instrs.first + i];
            if (copy->op == IR_COPY && copy->a.kind == IR_OPERAND_PLACE && copy->a.index == place)
                parameter = parameter_of_place(model, copy->dst.index);
        }
    }
    return parameter;
}

static uint32_t parameter_of(const struct fn *model, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    return parameter_made(model, operand.index);
}

static uint32_t parameter_in_caller(const struct fn *model, const struct ir_instr *call,
                                    uint32_t parameter)
{
    if (parameter == MODEL_RESULT)
        return parameter_made(model, call->dst.index);
    if (!parameter || parameter > call->arguments.count)
        return 0;
    return parameter_of(model, model->unit->operands[call->arguments.first + parameter - 1]);
}

/* Helpers of a model, one below the other. */
enum { HELPERS_MOST = 3 };

static void read_model(const struct program *program, uint32_t number, uint32_t depth,
                       struct client_words *words);

/* What a helper does is done where the model calls it. */
static void read_helper(const struct program *program, const struct fn *model,
                        const struct call_site *site, uint32_t depth, struct client_words *words)
{
    const struct ir_instr *call = &model->unit->instrs[site->instr];
    uint32_t first = words->count;

    for (uint32_t k = 0; k < site->targets.count && depth < HELPERS_MOST; k++)
        if (program->fns[site->targets.items[k]].is_model)
            read_model(program, site->targets.items[k], depth + 1, words);
    for (uint32_t i = first; i < words->count; i++) {
        struct client_word *word = &words->items[i];
        word->parameter = parameter_in_caller(model, call, word->parameter);
        word->other = parameter_in_caller(model, call, word->other);
        word->block = site->block;
    }
}

static void read_call(const struct fn *model, const struct call_site *site, const char *name,
                      struct client_words *words)
{
    const struct ir_instr *call = &model->unit->instrs[site->instr];
    const struct ir_operand *arguments = &model->unit->operands[call->arguments.first];

    for (size_t i = 0; i < sizeof(client_primitives) / sizeof(*client_primitives); i++) {
        if (strcmp(name, client_primitives[i].name) != 0)
            continue;
        struct client_word word = {.kind = client_primitives[i].kind, .block = site->block};
        if (word.kind == USE_CLIENT)
            word.parameter = parameter_made(model, call->dst.index);
        else if (call->arguments.count)
            word.parameter = parameter_of(model, arguments[0]);
        if (word.kind == USE_SHARE && call->arguments.count > 1)
            word.other = parameter_of(model, arguments[1]);
        vector_push(words, word);
    }
}

static void read_model( // NOLINT(misc-no-recursion): HELPERS_MOST
    const struct program *program, uint32_t number, uint32_t depth, struct client_words *words)
{
    const struct fn *model = &program->fns[number];

    for (uint32_t c = 0; c < model->n_calls; c++) {
        const struct call_site *site = &model->calls[c];
        if (site->targets.count)
            read_helper(program, model, site, depth, words);
        else
            read_call(model, site, program->entities[site->entity].name, words);
    }
}

struct model_clients *model_clients_find(const struct program *program, struct arena *run)
{
    struct model_clients *clients = ARENA_NEW(run, struct model_clients);

    clients->first = ARENA_ARRAY(run, uint32_t, program->n_fns + 1);
    for (uint32_t i = 1; i < program->n_fns; i++) {
        clients->first[i] = clients->words.count;
        if (program->fns[i].is_model)
            read_model(program, i, 0, &clients->words);
    }
    clients->first[program->n_fns] = clients->words.count;
    return clients;
}

void model_clients_free(struct model_clients *clients)
{
    vector_deinit(&clients->words);
}

/* ---- a call of it ---- */

/* A call, and the model that it reaches. */
struct asking {
    const struct program *program;
    uint32_t fn;
    const struct ir_instr *call;
    const struct fn *model;
};

/* The instruction that gives the temporary its value, where that is a question about a text; NULL = it is none. */
static const struct ir_instr *question_of(const struct asking *asking, struct ir_operand answer)
{
    for (uint32_t c = 0; c < asking->model->n_calls; c++) {
        const struct call_site *site = &asking->model->calls[c];
        const struct ir_instr *call = &asking->model->unit->instrs[site->instr];
        if (answer.kind == IR_OPERAND_PLACE && call->dst.index == answer.index &&
            call->arguments.count == 2 &&
            strcmp(asking->program->entities[site->entity].name, "model_text_has") == 0)
            return call;
    }
    return NULL;
}

/* What the call gives for the model's operand; kind none where that is no parameter of it. */
static struct ir_operand given_for(const struct asking *asking, struct ir_operand operand)
{
    const struct fn *fn = &asking->program->fns[asking->fn];
    uint32_t parameter = fn_local(asking->model, operand);

    if (!parameter || parameter > asking->model->ir->n_parameters ||
        parameter > asking->call->arguments.count)
        return (struct ir_operand){.kind = IR_OPERAND_NONE};
    return fn->unit->operands[asking->call->arguments.first + parameter - 1];
}

/* Whether the relation between the answer and 0 may hold. */
static bool may_be_answered(const struct asking *asking, const struct ir_instr *question,
                            enum ir_operator relation)
{
    const struct ir_operand *arguments = &asking->model->unit->operands[question->arguments.first];
    struct ir_operand text = given_for(asking, arguments[0]);

    if (text.kind == IR_OPERAND_NONE || arguments[1].kind != IR_OPERAND_STRING)
        return true;
    const char *word = ir_text(asking->model->unit, (struct ir_string){arguments[1].index});
    enum known_text known = known_text_has(asking->program, asking->fn, text, word);
    return known == KNOWN_NOT || (known == KNOWN_HAS) == (relation == IR_NE);
}

/* Whether the edge of the model's branch may be taken. */
static bool may_take(const struct asking *asking, const struct ir_block *block, uint32_t edge)
{
    enum ir_operator relation = (enum ir_operator)block->relation;
    int64_t number;

    relation = edge ? relation_negate(relation) : relation;
    if (block->end != IR_END_BRANCH || !fn_number(asking->model, block->b, &number))
        return true;
    const struct ir_instr *question = question_of(asking, block->a);
    if (question)
        return may_be_answered(asking, question, relation);
    struct ir_operand given = given_for(asking, block->a);
    if (given.kind == IR_OPERAND_NONE)
        return true;
    struct known_numbers numbers = known_numbers_of(asking->program, asking->fn, given);
    bool may = numbers.others || (numbers.asked && relation != IR_EQ);
    for (uint32_t i = 0; i < numbers.count; i++)
        may |= number_compare(numbers.items[i], relation, number);
    return may;
}

/* The blocks of the model that the call may come to. */
static struct bitset may_reach(const struct asking *asking, struct arena *scratch)
{
    struct bitset reached = bitset_new(scratch, asking->model->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    vector_push(&todo, 1);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(asking->model, id);
        if (!bitset_add(&reached, id))
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (may_take(asking, block, edge))
                vector_push(&todo, graph_successor(asking->model, block, edge));
    }
    vector_deinit(&todo);
    return reached;
}

void model_clients_use(const struct model_clients *clients, const struct program *program,
                       uint32_t number, const struct call_site *site, uint32_t model,
                       struct uses *uses)
{
    struct asking asking = {program, number, &program->fns[number].unit->instrs[site->instr],
                            &program->fns[model]};

    if (clients->first[model] == clients->first[model + 1])
        return;
    struct arena *scratch = arena_new();
    struct bitset reached = may_reach(&asking, scratch);
    for (uint32_t i = clients->first[model]; i < clients->first[model + 1]; i++) {
        const struct client_word *word = &clients->words.items[i];
        if (!bitset_has(&reached, word->block))
            continue;
        struct use use = {.kind = word->kind,
                          .fn = number,
                          .block = site->block,
                          .instr = site->instr,
                          .used = word->parameter,
                          .other = word->other};
        vector_push(&uses->items, use);
    }
    arena_free(scratch);
}
