/* Which calls have to do with the statement of a text: those that run or prepare it, and those that carry out one that
 * is kept prepared. Functions of the program that hand a text or a statement on to such a call are such calls, too. */
#include "program/growth_sql.h"

#include <string.h>

#include "program/elements.h"

/* Functions below each other that hand on. */
enum { WAYS_DEPTH = 3 };

/* What takes the text of a statement, and what makes one of it: as which arguments, from 1. */
static const struct {
    const char *name;
    struct sql_call call;
} runners[] = {
    {"sqlite3_exec", {2, 0}},       {"sqlite3_prepare", {2, 4}},   {"sqlite3_prepare_v2", {2, 4}},
    {"sqlite3_prepare_v3", {2, 5}}, {"sqlite3_get_table", {2, 0}},
};

/* The parameter, from 1, that the argument of a call in the function is; 0 = none. */
static uint32_t parameter_at(const struct fn *fn, const struct call_site *site, uint32_t argument)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (!argument || argument > call->arguments.count)
        return 0;
    uint32_t local = fn_local(fn, fn->unit->operands[call->arguments.first + argument - 1]);
    return local <= fn->ir->n_parameters ? local : 0;
}

static const char *name_of(const struct program *program, const struct call_site *site)
{
    return site->entity ? program->entities[site->entity].name : "";
}

/* The function of the program that the call reaches for sure; 0 = it is none. */
static uint32_t own_target(const struct program *program, const struct call_site *site)
{
    uint32_t target = site->entity && site->targets.count == 1 ? site->targets.items[0] : 0;

    return target && !program->fns[target].is_model ? target : 0;
}

/* NULL = a function of that name runs no statement. */
static const struct sql_call *runner_named(const char *name)
{
    for (size_t i = 0; i < sizeof(runners) / sizeof(*runners); i++)
        if (strcmp(name, runners[i].name) == 0)
            return &runners[i].call;
    return NULL;
}

bool growth_sql_is_used(const struct program *program)
{
    for (uint32_t i = 1; i < program->n_entities; i++)
        if (runner_named(program->entities[i].name))
            return true;
    return false;
}

// NOLINTNEXTLINE(misc-no-recursion): at most WAYS_DEPTH deep
static struct sql_call call_of(const struct program *program, const struct call_site *site,
                               uint32_t depth)
{
    struct sql_call found = {0, 0};
    uint32_t target = own_target(program, site);

    const struct sql_call *own = runner_named(name_of(program, site));

    if (own)
        return *own;
    if (!target || depth == WAYS_DEPTH)
        return found;
    const struct fn *fn = &program->fns[target];
    for (uint32_t c = 0; c < fn->n_calls && !found.text; c++) {
        struct sql_call inner = call_of(program, &fn->calls[c], depth + 1);
        found.text = parameter_at(fn, &fn->calls[c], inner.text);
        found.statement = found.text ? parameter_at(fn, &fn->calls[c], inner.statement) : 0;
    }
    return found;
}

struct sql_call growth_sql_call(const struct program *program, const struct call_site *site)
{
    return call_of(program, site, 0);
}

/* The argument of the call that is carried out, from 1; 0 = none. */
// NOLINTNEXTLINE(misc-no-recursion): at most WAYS_DEPTH deep
static uint32_t carried_out(const struct program *program, const struct call_site *site,
                            uint32_t depth)
{
    uint32_t target = own_target(program, site), found = 0;

    if (strcmp(name_of(program, site), "sqlite3_step") == 0)
        return 1;
    if (!target || depth == WAYS_DEPTH)
        return 0;
    const struct fn *fn = &program->fns[target];
    for (uint32_t c = 0; c < fn->n_calls && !found; c++)
        found = parameter_at(fn, &fn->calls[c], carried_out(program, &fn->calls[c], depth + 1));
    return found;
}

void growth_sql_each_step(const struct program *program, uint32_t element,
                          void (*visit)(void *data, struct site at), void *data)
{
    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            const struct ir_instr *call = &fn->unit->instrs[site->instr];
            for (uint32_t i = 0; i < call->arguments.count; i++)
                if (element_of_operand(program, number,
                                       fn->unit->operands[call->arguments.first + i]) == element &&
                    carried_out(program, site, 0) == i + 1)
                    visit(data, (struct site){number, site->block, site->instr});
        }
    }
}

/* Whether the text names a database that is kept in memory: sqlite3_open(3), "In-Memory Databases". */
static bool is_memory(const struct fn *fn, const struct ir_instr *call)
{
    if (!call->arguments.count ||
        fn->unit->operands[call->arguments.first].kind != IR_OPERAND_STRING)
        return false;
    const char *name =
        ir_text(fn->unit, (struct ir_string){fn->unit->operands[call->arguments.first].index});
    return strcmp(name, ":memory:") == 0 || strncmp(name, "file::memory:", 13) == 0;
}

bool growth_sql_in_memory(const struct program *program)
{
    static const char open[] = "sqlite3_open";
    uint32_t n_open = 0;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            if (strncmp(name_of(program, &fn->calls[c]), open, sizeof(open) - 1) != 0)
                continue;
            n_open++;
            if (!is_memory(fn, &fn->unit->instrs[fn->calls[c].instr]))
                return false;
        }
    }
    return n_open;
}
