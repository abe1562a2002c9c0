#include "program/hands_on.h"

#include "program/elements.h"
#include "program/model_flow.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/stops.h"

/* Bound: parameters that the argument is followed into; behind it, it may be handed on. */
enum { PARAMETERS_MOST = 32 };

struct given {
    uint32_t fn, parameter;
};

struct search {
    const struct program *program;
    uint32_t into;
    bool
        but_to_threads; /* a thread that is started with it is nobody who takes it from somewhere */
    struct given given[PARAMETERS_MOST];
    uint32_t count;
    struct arena *scratch;
};

/* The local whose value the operand is, or into whose object it points; 0 = none. */
static uint32_t carried_by(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return fn_local(fn, operand);
    const struct ir_place *place = fn_place(fn, operand.index);
    while (place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_INDEX)
        place = fn_place(fn, place->parent.index);
    const struct ir_place *pointer =
        place->kind == IR_PLACE_DEREF ? fn_place(fn, place->parent.index) : place;
    return place != pointer && pointer->kind == IR_PLACE_LOCAL ? pointer->argument : 0;
}

/* The parameter and the locals that it is copied to. Each round but the last adds one. */
static struct bitset find_copies(const struct search *search, struct given given)
{
    const struct fn *fn = &search->program->fns[given.fn];
    struct bitset copies = bitset_new(search->scratch, fn->ir->locals.count + 1);
    bool more = bitset_add(&copies, given.parameter);

    while (more) {
        more = false;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[i];
                bool copies_it = instr->op == IR_COPY && instr->dst.index &&
                                 bitset_has(&copies, carried_by(fn, instr->a));
                if (copies_it && fn_place(fn, instr->dst.index)->kind == IR_PLACE_LOCAL)
                    more |= bitset_add(&copies, fn_place(fn, instr->dst.index)->argument);
            }
        }
    }
    return copies;
}

/* Whether an element is what it is to be put into. */
static bool is_into(const struct search *search, uint32_t element)
{
    return !search->into ||
           (element && region_same(stops_facts(search->program), element, search->into));
}

/* Whether another argument than that one names what it is to be put into. */
static bool names_into(const struct search *search, uint32_t number, const struct ir_instr *call,
                       uint32_t given)
{
    const struct fn *fn = &search->program->fns[number];
    bool names = !search->into;

    for (uint32_t i = 0; i < call->arguments.count && !names; i++)
        names = i != given &&
                is_into(search, element_of_operand(search->program, number,
                                                   fn->unit->operands[call->arguments.first + i]));
    return names;
}

/* Whether the operand is the address of a local that holds it: write(fd, &worker, sizeof(worker)). */
static bool holds_it(const struct fn *fn, struct ir_operand operand, const struct bitset *copies)
{
    return operand.kind == IR_OPERAND_ADDRESS &&
           fn_place(fn, operand.index)->kind == IR_PLACE_LOCAL &&
           bitset_has(copies, fn_place(fn, operand.index)->argument);
}

static bool is_for_thread(const struct model_flow *flow, uint32_t argument)
{
    bool is_data = false;

    for (uint32_t i = 0; i < flow->n_handlers; i++)
        is_data |= flow->handlers[i].kind == ROOT_THREAD && flow->handlers[i].data == argument;
    return is_data;
}

/* What is called gets it for that argument; true where it is handed on there. */
static bool give(struct search *search, const struct fn *fn, const struct ir_instr *call,
                 uint32_t target, uint32_t argument, bool is_held)
{
    const struct fn *callee = &search->program->fns[target];
    struct given given = {target, argument};

    if (callee->is_model) {
        struct model_flow flow = model_flow_of(search->program, target);
        if (search->but_to_threads && is_for_thread(&flow, argument))
            return false;
        return is_held || callee->contains || model_flow_keeps(&flow, fn, call, argument);
    }
    if (argument > callee->ir->n_parameters)
        return true;
    for (uint32_t i = 0; i < search->count; i++)
        if (search->given[i].fn == target && search->given[i].parameter == argument)
            return false;
    if (search->count == PARAMETERS_MOST)
        return true;
    search->given[search->count++] = given;
    return false;
}

static bool is_of_system(const struct program *program, const struct call_site *site)
{
    return site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
}

static bool hands_on_by_call(struct search *search, uint32_t number, uint32_t instr,
                             const struct bitset *copies)
{
    const struct fn *fn = &search->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[instr];
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    bool hands_on = false;

    for (uint32_t i = 0; i < call->arguments.count && !hands_on; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool is_held = holds_it(fn, argument, copies);
        if (!is_held && !bitset_has(copies, carried_by(fn, argument)))
            continue;
        /* what is of the system and not modelled keeps nothing */
        hands_on = !site->targets.count && !is_of_system(search->program, site);
        for (uint32_t k = 0; k < site->targets.count; k++)
            hands_on |= give(search, fn, call, site->targets.items[k], i + 1, is_held) &&
                        names_into(search, number, call, i);
    }
    return hands_on;
}

static bool hands_on_in(struct search *search, struct given given)
{
    const struct fn *fn = &search->program->fns[given.fn];
    struct bitset copies = find_copies(search, given);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            bool stores = instr->op == IR_COPY && instr->dst.index &&
                          fn_place(fn, instr->dst.index)->kind != IR_PLACE_LOCAL &&
                          bitset_has(&copies, carried_by(fn, instr->a));
            if (stores && is_into(search, element_of_place(search->program, given.fn, instr->dst)))
                return true;
            if (instr->op == IR_CALL && hands_on_by_call(search, given.fn, i, &copies))
                return true;
        }
    }
    return false;
}

/* A queue of a library is no more than a field of its model: which queue it is is not known. */
static bool is_of_model(const struct program *program, uint32_t element)
{
    return element_is_field(element) &&
           bitset_has(program->solution->space.model_fields, element / 2);
}

static bool hands_on(struct search *search)
{
    bool found = false;

    search->scratch = arena_new();
    for (uint32_t i = 0; i < search->count && !found; i++)
        found = hands_on_in(search, search->given[i]);
    arena_free(search->scratch);
    return found;
}

bool hands_on_argument(const struct program *program, uint32_t body, uint32_t into)
{
    struct search search = {.program = program,
                            .into = is_of_model(program, into) ? 0 : into,
                            .given = {{body, 1}},
                            .count = program->fns[body].ir->n_parameters > 0};

    return hands_on(&search);
}

bool hands_on_message(const struct program *program, uint32_t number, uint32_t instr,
                      uint32_t argument)
{
    struct search search = {.program = program, .but_to_threads = true};
    const struct fn *fn = &program->fns[number];
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];

    for (uint32_t k = 0; k < site->targets.count; k++)
        if (give(&search, fn, &fn->unit->instrs[instr], site->targets.items[k], argument, false))
            return true;
    return hands_on(&search);
}
