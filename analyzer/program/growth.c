#include "program/growth.h"

#include <string.h>

#include "ir/print.h"
#include "program/channels.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stores.h"

/* ---- types ---- */

uint32_t growth_pointee(const struct program *program, const struct fn *fn,
                        const struct ir_type *type)
{
    const struct ir_type *target = &fn->unit->types[type->element.index];

    if (type->kind != IR_TYPE_POINTER || target->kind != IR_TYPE_RECORD)
        return 0;
    return program->record_of[fn->input][target->record.index];
}

uint32_t growth_kind_held(const struct program *program, const struct fn *fn,
                          const struct ir_type *type)
{
    enum { STEPS_MOST = 4 }; /* arrays of arrays of pointers to pointers */

    for (uint32_t i = 0; i < STEPS_MOST; i++) {
        if (type->kind == IR_TYPE_RECORD)
            return program->record_of[fn->input][type->record.index];
        if (type->kind != IR_TYPE_POINTER && type->kind != IR_TYPE_ARRAY)
            return 0;
        type = &fn->unit->types[type->element.index];
    }
    return 0;
}

const struct ir_type *growth_type(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return &fn->unit->types[0];
    return stores_type_of_place(fn, (struct ir_place_id){operand.index});
}

uint32_t growth_points_to(const struct program *program, const struct fn *fn,
                          struct ir_operand operand)
{
    const struct ir_type *type = growth_type(fn, operand);

    if (operand.kind == IR_OPERAND_PLACE)
        return growth_pointee(program, fn, type);
    return type->kind == IR_TYPE_RECORD ? program->record_of[fn->input][type->record.index] : 0;
}

uint32_t growth_local(const struct program *program, uint32_t fn, uint32_t local)
{
    return element_index(program, element_of_local(program, fn, local)) - elements_named(program);
}

/* ---- the whole ---- */

struct growth_facts *growth_find(const struct program *program, struct arena *run)
{
    struct growth_facts *facts = ARENA_NEW(run, struct growth_facts);

    facts->program = program;
    facts->scratch = arena_new();
    facts->steady = steady_find(program, run);
    facts->kinds = ARENA_ARRAY(run, struct kind, program->n_records + 1);
    facts->resizes = ARENA_ARRAY(run, uint8_t, program->n_fns);
    facts->does = ARENA_ARRAY(run, uint8_t, elements_count(program) - elements_named(program));
    facts->models = ARENA_ARRAY(run, struct model_flow, program->n_fns);
    facts->origins = origins_new(program, run);
    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (program->fns[fn].is_model)
            facts->models[fn] = model_flow_of(program, fn);
    growth_find_serving(facts, run);
    growth_find_dying(facts, run);
    growth_find_made(facts);
    growth_find_frees(facts);
    growth_find_names(facts, run);
    growth_find_links(facts);
    growth_find_lists(facts);
    growth_find_own(facts);
    growth_find_arrays(facts);
    growth_find_containers(facts);
    growth_find_sql(facts);
    vector_deinit(&facts->links);
    vector_deinit(&facts->ends);
    vector_deinit(&facts->own);
    origins_free(facts->origins);
    arena_free(facts->scratch);
    return facts;
}

void growth_free(struct growth_facts *facts)
{
    if (facts)
        vector_deinit(&facts->inserts);
}

/* ---- what is told ---- */

static bool is_same_site(struct site a, struct site b)
{
    return a.fn && a.fn == b.fn && a.instr == b.instr;
}

/* Whether the insert is told of by another one: the last store of the same entry in the same function, or the first
 * insert into the same container. */
static bool is_told(const struct growth_facts *facts, uint32_t number)
{
    const struct insert *own = &facts->inserts.items[number];

    for (uint32_t i = 0; i < facts->inserts.count; i++) {
        const struct insert *other = &facts->inserts.items[i];
        bool is_entry = is_same_site(other->made, own->made) && !(other->is_own || own->is_own);
        if (is_entry && other->at.fn == own->at.fn) {
            if (i > number)
                return true;
        } else if (own->table || other->table) {
            if (i < number && own->table && other->table && !strcmp(own->table, other->table))
                return true;
        } else if (i < number && (is_entry || other->container == own->container ||
                                  is_same_site(other->at, own->at))) {
            return true;
        }
    }
    return false;
}

/* Whether the insert is told of as a message that nobody receives. */
static bool is_unreceived(const struct program *program, const struct insert *insert)
{
    const struct channels *channels = channels_of(program);
    const struct fn *fn = &program->fns[insert->at.fn];

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        const struct creation send = {.kind = CREATES_SEND, .number = i};
        if (use->kind == USE_SEND && use->by_hand && use->reached && use->fn == insert->at.fn &&
            fn->unit->instrs[use->instr].at.line == fn->unit->instrs[insert->at.instr].at.line &&
            program_unreceived(program, &send).failure != CHANNEL_UNKNOWN)
            return true;
    }
    return false;
}

static const char *name_of(const struct program *program, const struct insert *insert)
{
    const struct fn *fn = &program->fns[insert->place_fn];

    if (insert->table)
        return insert->table;
    if (!insert->place) /* the one that the library keeps to itself */
        return program->entities[insert->container / 2 - 1].name;
    return ir_print_place(fn->unit, fn->ir, (struct ir_place_id){insert->place}, program->run);
}

void growth_list(struct program *program, struct creation_list *list)
{
    struct growth_facts *facts = growth_find(program, program->run);

    program->growth = facts;
    for (uint32_t i = 0; i < facts->inserts.count; i++) {
        const struct insert *insert = &facts->inserts.items[i];
        const struct fn *fn = &program->fns[insert->at.fn];
        const struct ir_instr *instr = &fn->unit->instrs[insert->at.instr];
        if (is_told(facts, i) || is_unreceived(program, insert))
            continue;
        struct creation *face = ARENA_NEW(program->run, struct creation);
        *face = (struct creation){
            .kind = CREATES_INSERT,
            .number = i,
            .at = graph_place(program, fn, instr->at),
            .function = fn->name,
            .object = name_of(program, insert),
            .anchor = instr->op == IR_CALL ? ir_print_call(fn->unit, fn->ir, instr, program->run)
                                           : name_of(program, insert),
        };
        vector_push(list, face);
    }
}

static enum growth_verdict verdict_of(const struct insert *insert)
{
    switch (insert->taking.reached) {
    case REACHED_NOWHERE:
        return GROWTH_NONE;
    case REACHED_NOT:
        return insert->by_owner ? GROWTH_BY_OWNER : GROWTH_UNREACHED;
    case REACHED_AT_END:
        return GROWTH_AT_END;
    case REACHED_ON_COMMAND:
        return GROWTH_ON_COMMAND;
    case REACHED_STEADY:
        break;
    }
    return GROWTH_UNKNOWN;
}

/* Whether every access to the container is in sight, and there is nothing that might bound it. */
static bool is_certain(const struct program *program, const struct insert *insert)
{
    uint32_t element = insert->container;
    bool is_global = element && element < elements_named(program) && element % 2 == 0;

    return is_global && program->entities[element / 2 - 1].is_static && !insert->is_keyed &&
           !insert->is_assumed && insert->taking.reached == REACHED_NOWHERE;
}

/* Whether the entry is put in on the same command as all are taken out: then it is one way of serving that does both. */
static bool is_on_same_command(const struct growth_facts *facts, const struct insert *insert,
                               struct command taking)
{
    struct command putting = growth_command(facts, insert->at);

    return putting.word && putting.fn == taking.fn && strcmp(putting.word, taking.word) == 0;
}

struct growth program_growth(const struct program *program, const struct creation *creation)
{
    const struct growth_facts *facts = program->growth;
    const struct insert *insert = &facts->inserts.items[creation->number];
    struct growth growth = {.verdict = verdict_of(insert), .container = creation->object};

    if (insert->kind)
        growth.entry = program->records[insert->kind].name;
    if (insert->made.fn && insert->made.instr) {
        const struct fn *fn = &program->fns[insert->made.fn];
        growth.bytes =
            origins_size(facts->origins, fn, &fn->calls[graph_first_call(fn, insert->made.instr)]);
    }
    if (insert->taking.at.fn)
        growth.taker = program->fns[insert->taking.at.fn].name;
    if (growth.verdict == GROWTH_ON_COMMAND) {
        struct command command = growth_command(facts, insert->taking.at);
        growth.command = command.word;
        growth.taker = program->fns[command.fn].name;
        if (is_on_same_command(facts, insert, command))
            growth.verdict = GROWTH_UNKNOWN;
    }
    growth.is_weak = insert->is_weak;
    growth.is_table = insert->table != NULL;
    growth.is_certain = is_certain(program, insert);
    growth.often = steady_multiplicity(program, facts->steady, insert->at.fn, insert->at.block);
    growth.calls = steady_calls(program, facts->steady, insert->at.fn, insert->at.block);
    return growth;
}
