/* Where containers lie, and whether what they lie in lasts as long as the process.
 *
 * A record's objects last where none is made, got from code out of sight, freed, or had as a local at steady
 * state, and where the records last that have one as a part. */
#include "program/growth_inside.h"

#include "program/elements.h"
#include "program/stores.h"

enum { LIVES_UNKNOWN = 0, LIVES_ASKED, LIVES_NO, LIVES_YES };

/* ---- what is made at steady state ---- */

/* A function that returns a pointer without a kind, and not always something new: it may hand out anything. */
static bool returns_bare(const struct program *program, const struct call_site *site)
{
    const struct entity *entity = &program->entities[site->entity];

    if (!site->targets.count && !site->entity)
        return true;
    if (!site->entity || !entity->type || entity->type->kind != IR_TYPE_FUNCTION)
        return !site->targets.count;
    const struct ir_type *result = &entity->type_unit->types[entity->type->element.index];
    return !site->targets.count ||
           (result->kind == IR_TYPE_POINTER &&
            entity->type_unit->types[result->element.index].kind != IR_TYPE_RECORD);
}

static void visit(struct growth_facts *facts, struct site at)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[at.fn];
    const struct ir_instr *instr = &fn->unit->instrs[at.instr];

    if (!instr->dst.index || instr->op == IR_COMPUTE ||
        (instr->op == IR_COPY && !fn_local(fn, instr->a)))
        return;
    uint32_t kind = growth_pointee(program, fn, stores_type_of_place(fn, instr->dst));
    if (!kind)
        return;
    bool is_new = false, is_unseen = false;
    if (instr->op == IR_CALL) {
        const struct call_site *site = &fn->calls[graph_first_call(fn, at.instr)];
        is_new = origins_makes(facts->origins, site);
        is_unseen = !is_new && returns_bare(program, site);
    } else if (!growth_points_to(program, fn, instr->a)) {
        is_new = origins_of(facts->origins, at.fn, at.block, at.instr, instr->a).bits & ORIGIN_NEW;
    }
    if (!(is_new || is_unseen) || !steady_has(program, facts->steady, at.fn, at.block))
        return;
    facts->kinds[kind].is_passing = true;
    if (is_new && !facts->kinds[kind].made.fn)
        facts->kinds[kind].made = at;
}

/* The record that the local is, or is an array of; 0 = none. */
static uint32_t record_of_local(const struct program *program, const struct fn *fn, uint32_t local)
{
    const struct ir_local *self = ir_local(fn->unit, fn->ir, (struct ir_local_id){local});
    const struct ir_type *type = &fn->unit->types[self->type.index];

    while (type->kind == IR_TYPE_ARRAY)
        type = &fn->unit->types[type->element.index];
    return type->kind == IR_TYPE_RECORD ? program->record_of[fn->input][type->record.index] : 0;
}

/* ---- what comes with an event ---- */

/* The record of a variable or field of that type, or of its elements; 0 = none. */
static uint32_t record_of_type(const struct program *program, uint32_t input,
                               const struct ir_type *type)
{
    const struct ir_unit *unit = program->inputs[input].unit;

    while (type->kind == IR_TYPE_ARRAY)
        type = &unit->types[type->element.index];
    return type->kind == IR_TYPE_RECORD ? program->record_of[input][type->record.index] : 0;
}

/* The records of which the program has variables, parts of other records, or memory that it has allocated. */
static struct bitset find_own_records(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    struct bitset own = bitset_new(facts->scratch, program->n_records + 1);

    for (uint32_t input = 0; input < program->n_inputs; input++) {
        const struct ir_unit *unit = program->inputs[input].unit;
        for (uint32_t i = 1; i < unit->n_fields; i++)
            bitset_add(&own,
                       record_of_type(program, input, &unit->types[unit->fields[i].type.index]));
        for (uint32_t i = 1; i < unit->n_symbols; i++)
            bitset_add(&own,
                       record_of_type(program, input, &unit->types[unit->symbols[i].type.index]));
    }
    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t i = 1; !fn->is_model && i < fn->ir->locals.count; i++)
            bitset_add(&own, record_of_local(program, fn, i));
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
            if (call->dst.index && origins_makes(facts->origins, &fn->calls[c]))
                bitset_add(&own, growth_pointee(program, fn, stores_type_of_place(fn, call->dst)));
        }
    }
    return own;
}

/* What a handler gets and the program has not made is of this event alone: a request of the server that it is a
 * module of. */
static void find_handed(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    struct bitset own = find_own_records(facts);

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        bool is_handler = bitset_has(&facts->steady->fns, number) &&
                          !facts->steady->way[number].from && !fn->is_model;
        for (uint32_t i = 1; is_handler && i <= fn->ir->n_parameters; i++) {
            const struct ir_local *local = ir_local(fn->unit, fn->ir, (struct ir_local_id){i});
            uint32_t kind = growth_pointee(program, fn, &fn->unit->types[local->type.index]);
            if (kind && !bitset_has(&own, kind))
                facts->kinds[kind].is_passing = true;
        }
    }
}

void growth_find_made(struct growth_facts *facts)
{
    const struct program *program = facts->program;

    find_handed(facts);

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        bool runs = bitset_has(&facts->steady->fns, number);
        if (fn->is_model || fn->ir->flags & IR_FUNCTION_INIT || (!runs && !fn->n_loops))
            continue;
        for (uint32_t i = 1; runs && i < fn->ir->locals.count; i++)
            facts->kinds[record_of_local(program, fn, i)].is_passing = true;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = 0; i < instrs.count; i++)
                visit(facts, (struct site){number, id, instrs.first + i});
        }
    }
}

/* ---- what lasts ---- */

static bool has_lasting_wholes(struct growth_facts *facts, uint32_t record)
{
    const struct program *program = facts->program;

    for (uint32_t input = 0; input < program->n_inputs; input++) {
        const struct ir_unit *unit = program->inputs[input].unit;
        for (uint32_t i = 1; i < unit->n_fields; i++) {
            const struct ir_type *type = &unit->types[unit->fields[i].type.index];
            while (type->kind == IR_TYPE_ARRAY)
                type = &unit->types[type->element.index];
            if (type->kind == IR_TYPE_RECORD &&
                program->record_of[input][type->record.index] == record &&
                !growth_lives(facts, program->record_of[input][unit->fields[i].record.index]))
                return false;
        }
    }
    return true;
}

/* Recurses as deep as records lie in one another; a record cannot lie in itself. */
// NOLINTNEXTLINE(misc-no-recursion)
bool growth_lives(struct growth_facts *facts, uint32_t record)
{
    struct kind *kind = &facts->kinds[record];

    if (kind->lives == LIVES_UNKNOWN) {
        kind->lives = LIVES_ASKED;
        bool lives = record && !kind->is_passing && kind->freed.reached != REACHED_STEADY &&
                     has_lasting_wholes(facts, record);
        kind->lives = lives ? LIVES_YES : LIVES_NO;
    }
    return kind->lives != LIVES_NO;
}

/* ---- where a container lies ---- */

/* A head is found through few pointers; more places are not looked at. */
enum { PLACES_MOST = 24 };

/* Parameters are noted among the places that were looked at. */
enum { PARAMETERS_FROM = 1 << 30 };

struct search {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t kind;
    const struct call_chain *chain;
    bool asks_callers; /* all of them, where the chain ends */
    struct home home;
    uint64_t seen[PLACES_MOST]; /* places that were looked at */
    uint32_t n_seen;
    uint32_t steps; /* values that were looked at */
};

static void look(struct search *search, struct site at, uint32_t place, uint32_t level);

static void found(struct search *search, uint32_t fn, uint32_t place, bool lasts)
{
    uint32_t element = element_of_place(search->program, fn, (struct ir_place_id){place});

    search->home.passes |= !lasts;
    if (!search->home.element)
        search->home = (struct home){element, place, fn, search->home.passes, false};
}

struct origin_list {
    struct origin items[8]; /* a cursor has few */
    uint32_t count;
    bool overflow;
};

static void collect(void *data, const struct origin *origin)
{
    struct origin_list *list = data;

    if (list->count == sizeof(list->items) / sizeof(*list->items))
        list->overflow = true;
    else
        list->items[list->count++] = *origin;
}

static void look_at_value(struct search *search, struct site at, struct ir_operand operand,
                          uint32_t level);

/* The field of the path that holds nodes and belongs to none; 0 = there is none. `ret_static`: it lies in a
 * global, and no pointer leads there. */
static uint32_t head_on(const struct search *search, const struct fn *fn, uint32_t id,
                        bool *ret_static)
{
    uint32_t head = 0;

    *ret_static = true;
    for (; id; id = fn_place(fn, id)->parent.index) {
        const struct ir_place *place = fn_place(fn, id);
        if (!head && place->kind == IR_PLACE_FIELD &&
            !growth_is_link(search->program, fn, id, search->kind))
            head = id;
        else if (!head && place->kind == IR_PLACE_GLOBAL)
            head = id;
        else if (head && place->kind == IR_PLACE_DEREF)
            *ret_static = false;
        if (!place->parent.index)
            *ret_static &= place->kind == IR_PLACE_GLOBAL;
    }
    return head;
}

/* Whether the place is where the nodes begin, in an object that is none of them. */
static bool is_head(const struct search *search, uint32_t number, uint32_t id)
{
    bool is_static;

    return search->kind && id && head_on(search, &search->program->fns[number], id, &is_static);
}

/* Whether the place was not looked at before. */
static bool is_new_place(struct search *search, uint32_t fn, uint32_t place)
{
    uint64_t key = (uint64_t)fn << 32 | place;

    for (uint32_t i = 0; i < search->n_seen; i++)
        if (search->seen[i] == key)
            return false;
    search->home.passes |= search->n_seen == PLACES_MOST;
    if (search->n_seen < PLACES_MOST)
        search->seen[search->n_seen++] = key;
    return true;
}

/* Whatever calls the function may hand in the container, or a node of it; whoever calls it out of sight, one that
 * need not last. */
static void look_at_callers(struct search *search, uint32_t number, uint32_t parameter)
{
    const struct program *program = search->program;
    const struct fn_list callers = program->fns[number].callers;

    if (!search->asks_callers || !parameter || !callers.count || program->fns[number].escapes) {
        search->home.passes = true;
        return;
    }
    if (!is_new_place(search, number, PARAMETERS_FROM | parameter))
        return;
    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct call_site *site = &caller->calls[c];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            if (call_reaches(site, number) && parameter <= call->arguments.count)
                look_at_value(search, (struct site){callers.items[i], site->block, site->instr},
                              caller->unit->operands[call->arguments.first + parameter - 1],
                              GROWTH_LIFTS);
        }
    }
}

static void look_at_caller(struct search *search, uint32_t number, uint32_t parameter,
                           uint32_t level)
{
    if (level >= search->chain->count) {
        look_at_callers(search, number, parameter);
        return;
    }
    struct site call = search->chain->calls[level];
    const struct fn *fn = &search->program->fns[call.fn];
    const struct ir_instr *instr = &fn->unit->instrs[call.instr];
    if (parameter && parameter <= instr->arguments.count)
        look_at_value(search, call, fn->unit->operands[instr->arguments.first + parameter - 1],
                      level + 1);
}

/* What the function that is called hands back: a slot or a head that it looked for. */
static void look_at_result(struct search *search, struct site call)
{
    const struct fn *fn = &search->program->fns[call.fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, call.instr)];

    if (site->targets.count != 1 || search->program->fns[site->targets.items[0]].is_model) {
        search->home.passes = true;
        return;
    }
    uint32_t target = site->targets.items[0];
    const struct fn *callee = &search->program->fns[target];
    for (uint32_t id = 1; id < callee->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(callee, id);
        if (block->end == IR_END_RETURN)
            look_at_value(search,
                          (struct site){target, id, block->instrs.first + block->instrs.count},
                          block->a, GROWTH_LIFTS);
    }
}

static void look_at_value(struct search *search, struct site at, struct ir_operand operand,
                          uint32_t level)
{
    struct origin_list list = {.count = 0};

    if (++search->steps > PLACES_MOST) {
        search->home.passes = true;
        return;
    }
    origins_each(search->facts->origins, at.fn, at.block, at.instr, operand, collect, &list);
    search->home.passes |= list.overflow;
    for (uint32_t i = 0; i < list.count; i++) {
        struct origin origin = list.items[i];
        if (origin.is_part && is_head(search, at.fn, origin.part))
            look(search, (struct site){at.fn, origin.part_block, origin.part_instr}, origin.part,
                 level);
        else if (origin.bits & (ORIGIN_LOADED | ORIGIN_OBJECT))
            look(search, at, origin.place, level);
        else if (origin.bits & ORIGIN_PARAMETER)
            look_at_caller(search, at.fn, origin.parameter, level);
        else if (origin.bits & ORIGIN_CALL)
            look_at_result(search, (struct site){at.fn, origin.block, origin.instr});
    }
}

static bool is_of_a_thread(const struct program *program, const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = fn_place(fn, fn_root(fn, id));
    return place->kind == IR_PLACE_GLOBAL &&
           program->entities[program->entity_of[fn->input][place->argument]].flags &
               IR_SYMBOL_THREAD_LOCAL;
}

/* Whether the local is one of main's, or of a function that goes on for ever around that place. */
static bool is_lasting_local(const struct search *search, struct site at, uint32_t id)
{
    const struct fn *fn = &search->program->fns[at.fn];

    return fn_root_local(fn, id) &&
           steady_loops(search->program, search->facts->steady, at.fn, at.block) &&
           !bitset_has(&search->facts->steady->fns, at.fn);
}

static void look(struct search *search, struct site at, uint32_t id, uint32_t level)
{
    if (!is_new_place(search, at.fn, id))
        return;
    const struct fn *fn = &search->program->fns[at.fn];
    bool is_static;
    uint32_t head = head_on(search, fn, id, &is_static);
    uint32_t base = growth_base(fn, id);

    if (head) {
        uint32_t record =
            fn_place(fn, head)->kind == IR_PLACE_FIELD
                ? search->program
                      ->record_of[fn->input]
                                 [fn->unit->fields[fn_place(fn, head)->argument].record.index]
                : 0;
        bool lasts = is_static || (record && growth_lives(search->facts, record)) ||
                     (!base && is_lasting_local(search, at, id));
        found(search, at.fn, head, lasts && !is_of_a_thread(search->program, fn, id));
    } else if (base) {
        look_at_value(search, at, (struct ir_operand){IR_OPERAND_PLACE, fn_root(fn, id)}, level);
    } else {
        found(search, at.fn, id, is_lasting_local(search, at, id));
    }
}

struct home growth_home(struct growth_facts *facts, struct site at, uint32_t place, uint32_t kind,
                        const struct call_chain *chain)
{
    struct search search = {.facts = facts,
                            .program = facts->program,
                            .kind = kind,
                            .chain = chain,
                            .asks_callers = true};

    look(&search, at, place, 0);
    return search.home;
}

struct home growth_home_of(struct growth_facts *facts, struct site at, struct ir_operand operand,
                           const struct call_chain *chain)
{
    struct search search = {.facts = facts, .program = facts->program, .chain = chain};
    const struct fn *fn = &facts->program->fns[at.fn];

    if (operand.kind == IR_OPERAND_ADDRESS && fn_place(fn, operand.index)->kind == IR_PLACE_FIELD)
        look(&search, at, operand.index, 0);
    else
        look_at_value(&search, at, operand, 0);
    return search.home;
}
