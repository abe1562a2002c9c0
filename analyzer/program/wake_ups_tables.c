/* Functions of several tables: several mechanisms of one kind, each a table of operations on objects of the same
 * record. An object is made for one of them; what an operation of another does is done to another object.
 *
 * Requires targets, threads. A function that may be called in any other way than through its table is of none. */
#include "program/stores.h"
#include "program/threads.h"
#include "program/wake_ups_inside.h"

/* Functions that are looked at on the ways up to the tables. */
enum { TABLE_FNS_MOST = 100 };

/* Where functions are named. */
struct naming {
    const struct program *program;
    uint32_t fn; /* the one that is asked about */
    uint32_t kind, table;
    bool elsewhere; /* also in something that is no table, or in a second one */
};

static bool is_named(const struct program *program, uint32_t number, struct ir_operand operand,
                     uint32_t fn)
{
    return operand.kind == IR_OPERAND_FUNCTION &&
           program->entity_of[program->fns[number].input][operand.index] == program->fns[fn].entity;
}

/* The instruction gives the function to a table: a field of a global object, from the start. */
static void note_table(struct naming *naming, uint32_t number, const struct ir_instr *instr)
{
    const struct program *program = naming->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_place *place =
        instr->op == IR_COPY && instr->dst.index ? ir_place(fn->unit, fn->ir, instr->dst) : NULL;
    const struct ir_place *table =
        place && place->kind == IR_PLACE_FIELD ? ir_place(fn->unit, fn->ir, place->parent) : NULL;

    if (!(fn->ir->flags & IR_FUNCTION_INIT) || !table || table->kind != IR_PLACE_GLOBAL) {
        naming->elsewhere = true;
        return;
    }
    uint32_t entity = program->entity_of[fn->input][table->argument];
    naming->elsewhere |= naming->table && naming->table != entity;
    naming->table = entity;
    naming->kind = program->record_of[fn->input][fn->unit->fields[place->argument].record.index];
}

/* Calls of a function by its name are no values of it: those are found among the callers. */
static void find_table(struct naming *naming)
{
    const struct program *program = naming->program;

    for (uint32_t number = 1; number < program->n_fns && !naming->elsewhere; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            for (uint32_t i = 0; i < block->instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
                if (instr->op != IR_CALL && is_named(program, number, instr->a, naming->fn))
                    note_table(naming, number, instr);
                for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                    naming->elsewhere |=
                        is_named(program, number, fn->unit->operands[instr->arguments.first + k],
                                 naming->fn);
            }
        }
    }
}

/* ---- the ways up ---- */

struct tables {
    uint32_t kind, table; /* that all ways come through */
    bool unknown;
    struct bitset seen;
    VECTOR(uint32_t) todo;
};

static void look_at(struct tables *tables, uint32_t fn)
{
    if (bitset_add(&tables->seen, fn))
        vector_push(&tables->todo, fn);
}

/* Those who call the function by its name. */
static void look_at_direct_callers(struct tables *tables, const struct program *program,
                                   uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = &program->fns[fn->callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++)
            if (caller->calls[c].entity == fn->entity)
                look_at(tables, fn->callers.items[i]);
    }
}

/* The table through which control comes to the function; else those who call it, or start its thread. */
static void climb(struct tables *tables, const struct program *program, uint32_t number)
{
    const struct starts *starts = threads_starts(program);
    const struct fn *fn = &program->fns[number];
    uint32_t first = threads_first_start(starts, number);
    struct naming naming = {.program = program, .fn = number};

    bool is_body = first < starts->count && starts->items[first].body == number;
    if (fn->address_taken && !is_body) {
        find_table(&naming);
        if (naming.table && !naming.elsewhere) {
            tables->unknown |= tables->table && tables->table != naming.table;
            tables->table = naming.table;
            tables->kind = naming.kind;
            look_at_direct_callers(tables, program, number);
            return;
        }
        tables->unknown = true;
    }
    for (uint32_t i = first; is_body && i < starts->count && starts->items[i].body == number; i++)
        look_at(tables, starts->items[i].fn);
    for (uint32_t i = 0; i < fn->callers.count; i++)
        if (!program->fns[fn->callers.items[i]].is_model)
            look_at(tables, fn->callers.items[i]);
    tables->unknown |= !is_body && !fn->callers.count;
}

/* The table that all ways to the function come through; false where there is none, or several. */
static bool table_of(const struct wake_question *question, uint32_t fn, struct tables *ret_tables)
{
    *ret_tables = (struct tables){.seen = bitset_new(question->scratch, question->program->n_fns)};
    look_at(ret_tables, fn);
    for (uint32_t n = 0; ret_tables->todo.count && !ret_tables->unknown; n++) {
        climb(ret_tables, question->program, vector_pop(&ret_tables->todo));
        ret_tables->unknown |= n == TABLE_FNS_MOST;
    }
    vector_deinit(&ret_tables->todo);
    return !ret_tables->unknown && ret_tables->table;
}

bool wake_is_of_other_table(const struct wake_question *question, uint32_t fn)
{
    struct tables own, other;

    return table_of(question, fn, &other) && table_of(question, question->wait->at_fn, &own) &&
           own.kind == other.kind && own.table != other.table;
}
