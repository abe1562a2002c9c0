#include "program/channel_statics.h"

#include <string.h>

#include "program/channel_numbers.h"
#include "program/handlers.h"
#include "program/model_control.h"
#include "program/model_uses.h"
#include "program/stores.h"

/* A static function of a model, which nothing calls: what it makes of its parameter is made of all objects of that
 * type. */
struct fact {
    const char *record;
    struct model_use make;
};

VECTOR_TYPE(facts, struct fact);

static void find_facts(const struct program *program, struct facts *ret_facts)
{
    for (uint32_t number = 1; number < program->n_fns; number++) {
        if (!program->fns[number].is_model || !model_is_fact(program, number))
            continue;
        const char *record = handlers_record_behind(&program->fns[number], 1);
        struct model_uses uses = model_uses(program, number);
        for (uint32_t i = 0; record[0] && i < uses.count; i++)
            if (uses.items[i].kind == USE_MAKE && uses.items[i].parameter == 1)
                vector_push(ret_facts, (struct fact){record, uses.items[i]});
    }
}

static int64_t number_of(const struct fn *fn, struct ir_place_id object, struct model_number number)
{
    return number.field ? channel_number_stored(fn, object, number.field) : number.number;
}

/* The objects that the initializer of a unit's variables fills. */
static void find_in(const struct program *program, uint32_t number, const struct facts *facts,
                    struct channel_statics *ret_statics)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            const struct ir_type *type =
                write->dst.index ? stores_type_of_place(fn, write->dst) : NULL;
            if (!type || type->kind != IR_TYPE_RECORD)
                continue;
            const char *name = ir_text(fn->unit, fn->unit->records[type->record.index].name);
            for (uint32_t k = 0; k < facts->count; k++)
                if (strcmp(facts->items[k].record, name) == 0)
                    vector_push(ret_statics,
                                (struct channel_static){
                                    number, id, i, write->dst,
                                    number_of(fn, write->dst, facts->items[k].make.room),
                                    number_of(fn, write->dst, facts->items[k].make.messages)});
        }
    }
}

void channel_statics_find(const struct program *program, struct channel_statics *ret_statics)
{
    struct facts facts = {0};

    find_facts(program, &facts);
    for (uint32_t number = 1; facts.count && number < program->n_fns; number++)
        if (!program->fns[number].is_model && program->fns[number].ir->flags & IR_FUNCTION_INIT)
            find_in(program, number, &facts, ret_statics);
    vector_deinit(&facts);
}
