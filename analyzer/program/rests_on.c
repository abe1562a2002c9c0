/* Requires the whole of program_new(). */
#include "program/rests_on.h"

#include "base/arena.h"
#include "base/bitset.h"
#include "base/vector.h"
#include "ir/ir.h"
#include "program/graph.h"

#include <stdint.h>
#include <string.h>

/* Functions below or above a claim: one that rests on more is everybody's business. */
enum { FUNCTIONS_MOST = 2000 };

struct rest {
    const struct program *program;
    struct program_name_taker taker;
    struct arena *scratch;
    VECTOR(uint32_t) todo;
};

/* ---- functions ---- */

static bool lies_in(const struct fn *fn, struct source_place at)
{
    return fn->ir->at.file && fn->ir->at.file == fn->ir->end.file && at.line >= fn->ir->at.line &&
           at.line <= fn->ir->end.line &&
           strcmp(ir_text(fn->unit, fn->unit->files[fn->ir->at.file].path), at.file) == 0;
}

static bool is_own(const struct fn *fn)
{
    return !fn->is_model && !(fn->ir->flags & IR_FUNCTION_INIT);
}

static void add(struct rest *rest, struct bitset *seen, uint32_t fn)
{
    if (fn && is_own(&rest->program->fns[fn]) && bitset_add(seen, fn))
        vector_push(&rest->todo, fn);
}

/* The functions that a claim tells of. */
static struct bitset find_told(struct rest *rest, const struct program_claim *claim)
{
    const struct program *program = rest->program;
    struct bitset told = bitset_new(rest->scratch, program->n_fns);

    for (uint32_t i = 1; i < program->n_fns; i++)
        for (size_t k = 0; is_own(&program->fns[i]) && k < claim->n_places; k++)
            if (claim->places[k].file && lies_in(&program->fns[i], claim->places[k]))
                bitset_add(&told, i);
    return told;
}

static void begin(struct rest *rest, const struct bitset *told)
{
    vector_clear(&rest->todo);
    for (uint32_t i = bitset_next(told, 0); i < told->size; i = bitset_next(told, i + 1))
        vector_push(&rest->todo, i);
}

/* ---- upwards: who calls, starts or registers them ---- */

static bool take_callers(struct rest *rest, const struct bitset *told)
{
    const struct program *program = rest->program;
    struct bitset seen = bitset_new(rest->scratch, program->n_fns);

    bitset_add_all(&seen, told);
    begin(rest, told);
    for (uint32_t next = 0; next < rest->todo.count; next++) {
        uint32_t number = rest->todo.items[next];
        const struct fn *fn = &program->fns[number];

        if (next == FUNCTIONS_MOST)
            return false;
        if (!program->entities[fn->entity].is_static && !contexts_in_main(program, number) &&
            !rest->taker.take(rest->taker.data, PROGRAM_NAME_USED, fn->name))
            return false;
        for (uint32_t i = 0; i < fn->callers.count; i++)
            add(rest, &seen, fn->callers.items[i]);
        add(rest, &seen, contexts_origin(program, number).from);
    }
    return true;
}

/* ---- downwards: what is called on the way, and not in sight ---- */

/* The lines of a function that the claim speaks of: what stands elsewhere in it is not on the way. */
static bool is_on_way(const struct fn *fn, const struct program_claim *claim, uint32_t line)
{
    uint32_t least = UINT32_MAX, most = 0;

    for (size_t i = 0; i < claim->n_places; i++) {
        if (!claim->places[i].file || !lies_in(fn, claim->places[i]))
            continue;
        least = claim->places[i].line < least ? claim->places[i].line : least;
        most = claim->places[i].line > most ? claim->places[i].line : most;
    }
    return line >= least && line <= most;
}

/* A function that is not in sight may never return, and then the way ends there. */
static bool take_calls(struct rest *rest, const struct fn *fn, const struct program_claim *claim)
{
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        const struct entity *entity = &rest->program->entities[site->entity];
        uint32_t line = fn->unit->instrs[site->instr].at.line;
        bool is_known = !site->entity || site->targets.count || entity->flags & IR_SYMBOL_SYSTEM;

        if (!is_known && (!claim || is_on_way(fn, claim, line)) &&
            !rest->taker.take(rest->taker.data, PROGRAM_NAME_CALLED, entity->name))
            return false;
    }
    return true;
}

/* Calls on the way, and what those do that are called there. */
static bool take_callees(struct rest *rest, const struct bitset *told,
                         const struct program_claim *claim)
{
    const struct program *program = rest->program;

    for (uint32_t i = bitset_next(told, 0); i < told->size; i = bitset_next(told, i + 1)) {
        const struct fn *fn = &program->fns[i];
        if (!take_calls(rest, fn, claim))
            return false;
        for (uint32_t c = 0; c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            if (!is_on_way(fn, claim, fn->unit->instrs[site->instr].at.line))
                continue;
            for (uint32_t k = 0; k < site->targets.count; k++)
                if (is_own(&program->fns[site->targets.items[k]]) &&
                    !take_calls(rest, &program->fns[site->targets.items[k]], NULL))
                    return false;
        }
    }
    return true;
}

/* ---- what the claim is about ---- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) ||
           byte == '_';
}

/* A local's name is nobody else's business; neither is that of a record, without its field. */
static bool is_shared(const struct program *program, const char *name)
{
    for (uint32_t i = 1; i < program->n_entities; i++)
        if (!program->entities[i].is_static && strcmp(program->entities[i].name, name) == 0)
            return true;
    return false;
}

/* Of "server->jobs[]", "worker.tid": the first name where other units may know it, and every one behind. */
static bool take_path(struct rest *rest, const char *path)
{
    bool is_first = true;

    for (const char *at = path; *at;) {
        size_t length = 0;
        while (is_name_byte(at[length]))
            length++;
        if (!length) {
            at++;
            continue;
        }
        const char *name = arena_string(rest->scratch, at, length);
        if (!is_digit(*name) && (!is_first || is_shared(rest->program, name)) &&
            !rest->taker.take(rest->taker.data, PROGRAM_NAME_USED, name))
            return false;
        is_first = false;
        at += length;
    }
    return true;
}

/* Whether what the claim is about is a variable of a function's own: who calls that does not matter. */
static bool is_local(const struct program *program, const char *object)
{
    size_t length = 0;

    while (is_name_byte(object[length]))
        length++;
    if (object[length] || strcmp(object, "return") == 0)
        return false;
    for (uint32_t i = 1; i < program->n_entities; i++)
        if (strcmp(program->entities[i].name, object) == 0)
            return false;
    return true;
}

bool program_rests_on(const struct program *program, const struct program_claim *claim,
                      struct program_name_taker taker)
{
    struct rest rest = {.program = program, .taker = taker, .scratch = arena_new()};
    struct bitset told = find_told(&rest, claim);
    bool is_good = (is_local(program, claim->object) || take_callers(&rest, &told)) &&
                   take_callees(&rest, &told, claim) && take_path(&rest, claim->object);

    for (size_t i = 0; is_good && i < claim->n_names; i++)
        is_good = take_path(&rest, claim->names[i]);
    vector_deinit(&rest.todo);
    arena_free(rest.scratch);
    return is_good;
}
