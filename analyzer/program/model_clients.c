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

/* Where the temporary is the answer to a question about a text: which text, and the word. */
static bool read_question(const struct program *program, const struct fn *model,
                          struct ir_operand answer, struct client_test *test)
{
    for (uint32_t c = 0; c < model->n_calls; c++) {
        const struct ir_instr *call = &model->unit->instrs[model->calls[c].instr];
        const struct ir_operand *arguments = &model->unit->operands[call->arguments.first];
        if (answer.kind != IR_OPERAND_PLACE || call->dst.index != answer.index ||
            call->arguments.count != 2 || arguments[1].kind != IR_OPERAND_STRING ||
            strcmp(program->entities[model->calls[c].entity].name, "model_text_has") != 0)
            continue;
        test->parameter = parameter_of(model, arguments[0]);
        test->word = ir_text(model->unit, (struct ir_string){arguments[1].index});
        return test->parameter != 0;
    }
    return false;
}

static bool read_test(const struct program *program, const struct fn *model,
                      const struct ir_block *block, uint32_t edge, struct client_test *test)
{
    *test = (struct client_test){.relation = (enum ir_operator)block->relation};
    if (edge)
        test->relation = relation_negate(test->relation);
    if (!fn_number(model, block->b, &test->number))
        return false;
    if (read_question(program, model, block->a, test))
        return test->number == 0 && (test->relation == IR_EQ || test->relation == IR_NE);
    test->parameter = parameter_of(model, block->a);
    return test->parameter && test->parameter != MODEL_RESULT;
}

/* The one way to the block: from where, and by which edge; 0 = there is none, or there are several. */
static uint32_t way_to(const struct fn *model, uint32_t to, uint32_t *ret_edge)
{
    uint32_t from = 0, n = 0;

    for (uint32_t id = 1; id < model->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(model, id);
        uint32_t n_targets = block->end == IR_END_BRANCH ? 2 : block->end == IR_END_JUMP;
        for (uint32_t edge = 0; edge < n_targets; edge++)
            if (block->target[edge].index == to) {
                from = id;
                *ret_edge = edge;
                n++;
            }
    }
    return n == 1 ? from : 0;
}

/* All tests that stand around the block, as long as they are about parameters. */
static void read_tests(const struct program *program, const struct fn *model, uint32_t block,
                       struct client_word *word)
{
    uint32_t edge = 0;

    for (uint32_t at = way_to(model, block, &edge); at && word->n_tests < CLIENT_TESTS;
         at = way_to(model, at, &edge)) {
        const struct ir_block *around = fn_block(model, at);
        if (around->end == IR_END_BRANCH &&
            read_test(program, model, around, edge, &word->tests[word->n_tests]))
            word->n_tests++;
    }
}

static void read_model(const struct program *program, const struct fn *model,
                       struct client_words *words)
{
    for (uint32_t c = 0; c < model->n_calls; c++) {
        const struct ir_instr *call = &model->unit->instrs[model->calls[c].instr];
        const struct ir_operand *arguments = &model->unit->operands[call->arguments.first];
        const char *name = program->entities[model->calls[c].entity].name;
        for (size_t i = 0; i < sizeof(client_primitives) / sizeof(*client_primitives); i++) {
            if (strcmp(name, client_primitives[i].name) != 0)
                continue;
            struct client_word word = {.kind = client_primitives[i].kind};
            if (word.kind == USE_CLIENT)
                word.parameter = parameter_made(model, call->dst.index);
            else if (call->arguments.count)
                word.parameter = parameter_of(model, arguments[0]);
            if (word.kind == USE_SHARE && call->arguments.count > 1)
                word.other = parameter_of(model, arguments[1]);
            read_tests(program, model, model->calls[c].block, &word);
            vector_push(words, word);
        }
    }
}

struct model_clients *model_clients_find(const struct program *program, struct arena *run)
{
    struct model_clients *clients = ARENA_NEW(run, struct model_clients);

    clients->first = ARENA_ARRAY(run, uint32_t, program->n_fns + 1);
    for (uint32_t i = 1; i < program->n_fns; i++) {
        clients->first[i] = clients->words.count;
        if (program->fns[i].is_model)
            read_model(program, &program->fns[i], &clients->words);
    }
    clients->first[program->n_fns] = clients->words.count;
    return clients;
}

void model_clients_free(struct model_clients *clients)
{
    vector_deinit(&clients->words);
}

/* ---- a call of it ---- */

static bool may_hold(const struct program *program, uint32_t number, const struct ir_instr *call,
                     const struct client_test *test)
{
    const struct fn *fn = &program->fns[number];

    if (test->parameter > call->arguments.count)
        return true;
    struct ir_operand argument = fn->unit->operands[call->arguments.first + test->parameter - 1];
    if (test->word) {
        enum known_text text = known_text_has(program, number, argument, test->word);
        return text == KNOWN_NOT || (text == KNOWN_HAS) == (test->relation == IR_NE);
    }
    struct known_numbers numbers = known_numbers_of(program, number, argument);
    bool may = numbers.others;
    for (uint32_t i = 0; i < numbers.count; i++)
        may |= number_compare(numbers.items[i], test->relation, test->number);
    return may;
}

void model_clients_use(const struct model_clients *clients, const struct program *program,
                       uint32_t number, const struct call_site *site, uint32_t model,
                       struct uses *uses)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    for (uint32_t i = clients->first[model]; i < clients->first[model + 1]; i++) {
        const struct client_word *word = &clients->words.items[i];
        bool may = true;
        for (uint32_t k = 0; k < word->n_tests && may; k++)
            may = may_hold(program, number, call, &word->tests[k]);
        if (!may)
            continue;
        struct use use = {.kind = word->kind,
                          .fn = number,
                          .block = site->block,
                          .instr = site->instr,
                          .used = word->parameter,
                          .other = word->other};
        vector_push(&uses->items, use);
    }
}
