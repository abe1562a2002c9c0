/* The key of what it is to solve a function: a hash of all that solving it reads.
 *
 *   names         of what the link numbers: with all that is read of such a thing by itself (memo_names.c)
 *   its body      lines from its head
 *   its calls     what each may reach, and the summary of that as it is now
 *   what might be solved within     small callees that are not solved yet, in the same way
 *
 * What solving reads is added here, or a run says what another would not: tests/integration/test_edits.py. */
#include "program/memo_inside.h"

#include <string.h>

#include "base/hash.h"

/* Functions that might be solved within; with more, the key costs more than it spares. Most have none, one that calls
 * half of the program through small functions has a few hundred. */
enum { WITHIN_MOST = 2000 };

static uint64_t hash_of(const struct words *words, uint64_t seed)
{
    return hash_bytes(words->items, words->count * sizeof(uint32_t), seed);
}

static void put_text(struct words *out, const char *text)
{
    words_put_long(out, text ? hash_bytes(text, strlen(text), 0) : 1);
}

static void put_fn(const struct memo *memo, struct words *out, uint32_t fn)
{
    words_put_long(out, fn ? memo->names.names[NAME_FN][fn] : 0);
}

static void put_fns(const struct memo *memo, struct words *out, struct fn_list list)
{
    words_put(out, list.count);
    for (uint32_t i = 0; i < list.count; i++)
        put_fn(memo, out, list.items[i]);
}

/* ---- a body ---- */

static void put_entity(const struct memo *memo, struct words *out, uint32_t entity)
{
    words_put_long(out, entity ? memo->names.names[NAME_ENTITY][entity] : 0);
}

static void put_place(const struct fn *fn, struct words *out, struct ir_location at)
{
    words_put(out, at.line ? at.line - fn->ir->at.line : UINT32_MAX);
    words_put(out, at.column | (uint32_t)at.file << 16);
}

static void put_operand(const struct memo *memo, const struct fn *fn, struct words *out,
                        struct ir_operand operand)
{
    words_put(out, operand.kind);
    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_INTEGER:
        words_put_long(out, (uint64_t)fn->unit->integers[operand.index]);
        break;
    case IR_OPERAND_FUNCTION:
        put_entity(memo, out, memo->program->entity_of[fn->input][operand.index]);
        break;
    case IR_OPERAND_PLACE:
    case IR_OPERAND_ADDRESS:
        words_put(out, operand.index);
        break;
    case IR_OPERAND_NONE:
    case IR_OPERAND_STRING:
    case IR_OPERAND_UNKNOWN:
    case IR_OPERAND_NULL:
        break;
    }
}

static void put_instr(const struct memo *memo, const struct fn *fn, struct words *out,
                      const struct ir_instr *instr)
{
    words_put(out, instr->op | (uint32_t)instr->operation << 8 | (uint32_t)instr->flags << 16);
    words_put(out, instr->dst.index);
    put_operand(memo, fn, out, instr->a);
    put_place(fn, out, instr->at);
    if (instr->op == IR_COMPUTE)
        put_operand(memo, fn, out, instr->b);
    if (instr->op != IR_CALL)
        return;
    words_put(out, instr->arguments.count);
    for (uint32_t i = 0; i < instr->arguments.count; i++)
        put_operand(memo, fn, out, fn->unit->operands[instr->arguments.first + i]);
}

static void put_block(const struct memo *memo, const struct fn *fn, struct words *out,
                      const struct ir_block *block)
{
    words_put(out, block->end | (uint32_t)block->relation << 8 | (uint32_t)block->flags << 16);
    words_put(out, block->target[0].index);
    words_put(out, block->target[1].index);
    put_operand(memo, fn, out, block->a);
    put_operand(memo, fn, out, block->b);
    put_place(fn, out, block->at);
    words_put(out, block->cases.count);
    for (uint32_t i = 0; i < block->cases.count; i++) {
        const struct ir_case *one = &fn->unit->cases[block->cases.first + i];
        words_put_long(out, (uint64_t)one->low);
        words_put_long(out, (uint64_t)one->high);
        words_put(out, one->target.index);
    }
    words_put(out, block->instrs.count);
    for (uint32_t i = 0; i < block->instrs.count; i++)
        put_instr(memo, fn, out, &fn->unit->instrs[block->instrs.first + i]);
}

/* Steps from a pointer to what it points to, and so on, that are looked at. */
enum { TYPE_STEPS = 8 };

static void put_type(const struct ir_unit *unit, struct words *out, struct ir_type_id id)
{
    for (uint32_t i = 0; id.index && i < TYPE_STEPS; i++) {
        const struct ir_type *type = &unit->types[id.index];
        words_put(out, type->kind);
        words_put(out, type->flags);
        words_put_long(out, type->count);
        id = type->element;
    }
    words_put(out, 0);
}

static void put_global(const struct memo *memo, const struct fn *fn, struct words *out,
                       uint32_t symbol)
{
    put_entity(memo, out, memo->program->entity_of[fn->input][symbol]);
    put_type(fn->unit, out, fn->unit->symbols[symbol].type);
}

static void put_field(const struct memo *memo, const struct fn *fn, struct words *out,
                      uint32_t number)
{
    uint32_t field = memo->program->field_of[fn->input][number];

    words_put_long(out, field ? memo->names.names[NAME_FIELD][field] : 0);
    put_type(fn->unit, out, fn->unit->fields[number].type);
}

static void put_places(const struct memo *memo, const struct fn *fn, struct words *out)
{
    words_put(out, fn->ir->places.count);
    for (uint32_t i = 1; i < fn->ir->places.count; i++) {
        const struct ir_place *place = fn_place(fn, i);
        words_put(out, place->kind);
        words_put(out, place->parent.index);
        if (place->kind == IR_PLACE_GLOBAL)
            put_global(memo, fn, out, place->argument);
        else if (place->kind == IR_PLACE_FIELD)
            put_field(memo, fn, out, place->argument);
        else
            words_put(out, place->argument);
    }
    words_put(out, fn->ir->locals.count);
    for (uint32_t i = 1; i < fn->ir->locals.count; i++) {
        const struct ir_local *local = ir_local(fn->unit, fn->ir, (struct ir_local_id){i});
        put_text(out, ir_text(fn->unit, local->name));
        words_put(out, local->flags);
        put_type(fn->unit, out, local->type);
    }
}

static uint64_t hash_body(struct memo *memo, uint32_t number)
{
    const struct fn *fn = &memo->program->fns[number];
    struct words words = {0};

    if (memo->contents[number])
        return memo->contents[number];
    words_put(&words, fn->ir->flags);
    words_put(&words, fn->ir->n_parameters);
    put_text(&words, fn->name);
    put_places(memo, fn, &words);
    words_put(&words, fn->ir->blocks.count);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        put_block(memo, fn, &words, fn_block(fn, id));
    memo->contents[number] = hash_of(&words, 0);
    vector_deinit(&words);
    return memo->contents[number];
}

/* ---- callees ---- */

static uint64_t hash_summary(struct memo *memo, uint32_t fn)
{
    struct words words = {0};

    if (memo->summaries[fn])
        return memo->summaries[fn];
    memo_put_summary(memo->program, fn, SUMMARY_FOR_CALLERS, &words);
    memo->summaries[fn] = hash_of(&words, 0);
    vector_deinit(&words);
    return memo->summaries[fn];
}

static void forget_foreseen(struct memo *memo)
{
    for (uint32_t i = 0; i < memo->to_forget.count; i++)
        bitset_remove(&memo->foreseen, memo->to_forget.items[i]);
    vector_clear(&memo->to_forget);
}

/* Whether the callee may be solved within; then `todo` has it. */
static bool put_callee(struct memo *memo, uint32_t number, struct words *todo, struct words *out)
{
    const struct fn *fn = &memo->program->fns[number];
    enum summary_status status = memo->program->solution->summaries[number].status;
    bool is_within = status == SUMMARY_NONE && solver_is_small(fn);
    bool is_new = bitset_add(&memo->foreseen, number);

    if (is_new)
        words_put(&memo->to_forget, number);
    if (is_new && is_within)
        words_put(todo, number);
    put_fn(memo, out, number);
    words_put(out, status | (uint32_t)is_within << 8 | (uint32_t)fn->contains << 9 |
                       (uint32_t)!fn->n_calls << 10 | (uint32_t)fn->never_returns << 11 |
                       (uint32_t)fn_is_broken(fn) << 12);
    if (status == SUMMARY_SOLVED)
        words_put_long(out, hash_summary(memo, number));
    if (fn->is_model && !fn->n_calls) /* calls_apply.c looks into these */
        words_put_long(out, hash_body(memo, number));
    return is_within;
}

/* Which functions the arguments may be, where a callee may start one of them. */
static void put_arguments(const struct memo *memo, uint32_t number, const struct ir_instr *call,
                          struct words *out)
{
    const struct fn *fn = &memo->program->fns[number];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool is_complete = false;
        if (argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS ||
            argument.kind == IR_OPERAND_FUNCTION)
            put_fns(memo, out, targets_of_operand(memo->program, number, argument, &is_complete));
        words_put(out, is_complete);
    }
}

static void put_call(struct memo *memo, uint32_t number, const struct call_site *site,
                     struct words *todo, struct words *out)
{
    const struct program *program = memo->program;
    const struct fn *fn = &program->fns[number];
    bool may_start = !site->entity;

    put_entity(memo, out, site->entity);
    words_put(out, (uint32_t)site->unresolved | (uint32_t)site->in_coroutine << 1 |
                       (uint32_t)returns_never(program, fn, site) << 2);
    words_put(out, site->targets.count);
    for (uint32_t i = 0; i < site->targets.count; i++) {
        uint32_t target = site->targets.items[i];
        may_start |= put_callee(memo, target, todo, out);
        may_start |= program->solution->summaries[target].n_objects > 1;
    }
    if (may_start && !fn->is_model)
        put_arguments(memo, number, &fn->unit->instrs[site->instr], out);
}

/* A function that might be solved within is solved in one of the first SOLVER_DEPTH levels: `todo` has them level by
 * level. */
static void put_functions(struct memo *memo, struct words *todo, struct words *out)
{
    uint32_t next = 0;

    for (uint32_t level = 1; level <= SOLVER_DEPTH; level++) {
        for (uint32_t end = todo->count; next < end && todo->count <= WITHIN_MOST; next++) {
            uint32_t number = todo->items[next];
            const struct fn *fn = &memo->program->fns[number];
            put_fn(memo, out, number);
            words_put_long(out, hash_body(memo, number));
            for (uint32_t i = 0; i < fn->n_calls; i++)
                put_call(memo, number, &fn->calls[i], todo, out);
        }
    }
}

bool memo_make_key(struct memo *memo, uint32_t number)
{
    struct words words = {0}, todo = {0};

    forget_foreseen(memo);
    bitset_add(&memo->foreseen, number);
    words_put(&memo->to_forget, number);
    words_put(&todo, number);
    words_put_long(&words, memo->memory->version);
    put_functions(memo, &todo, &words);
    bool is_good = todo.count <= WITHIN_MOST;
    memo->key = hash_of(&words, 0);
    memo->check = hash_of(&words, memo->key | 1);
    vector_deinit(&words);
    vector_deinit(&todo);
    return is_good;
}
