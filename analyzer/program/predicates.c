#include "program/predicates.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/ring_indices.h"
#include "program/rings.h"
#include "program/value.h"
#include "program/ways.h"

static bool is_local(const struct fn *fn, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE &&
           ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index})->kind == IR_PLACE_LOCAL;
}

/* The field or global that the operand is; fields of local objects, too, since their address may be handed
 * on. 0 = none. */
static uint32_t element_of(const struct program *program, uint32_t number,
                           struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    uint32_t element = element_of_named_place(program, number, (struct ir_place_id){operand.index});
    return element < elements_named(program) ? element : 0;
}

/* ---- looks ---- */

static bool is_given_address(const struct fn *fn, const struct ir_instr *call, uint32_t place)
{
    for (uint32_t i = 0; call->op == IR_CALL && i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        if (operand.kind == IR_OPERAND_ADDRESS && operand.index == place)
            return true;
    }
    return false;
}

/* A local that is a copy of the operand: what it held before; or, until it is copied, a number to begin with. */
static bool is_snapshot(const struct fn *fn, struct ir_operand local, struct ir_operand of)
{
    bool copies = false;

    if (!is_local(fn, local) || of.kind != IR_OPERAND_PLACE)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            bool is_copy = write->op == IR_COPY && write->a.kind == IR_OPERAND_PLACE &&
                           write->a.index == of.index;
            bool begins = write->op == IR_COPY && write->a.kind == IR_OPERAND_INTEGER;
            if (is_given_address(fn, write, local.index) ||
                (write->dst.index == local.index && !is_copy && !begins))
                return false;
            copies |= write->dst.index == local.index && is_copy;
        }
    }
    return copies;
}

/* `while (is_empty(q))`, where that returns the truth of one comparison. */
static bool look_in_callee(const struct program *program, uint32_t number,
                           struct ir_operand operand, struct look *look)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call =
        is_local(fn, operand) ? conditions_only_write(fn, operand.index) : NULL;

    if (!call || call->op != IR_CALL)
        return false;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];
    if (site->targets.count != 1 || site->unresolved)
        return false;
    uint32_t target = site->targets.items[0];
    const struct fn *callee = &program->fns[target];
    if (callee->is_model || callee->ir->blocks.count != 2)
        return false; /* it has more than its entry */
    const struct ir_block *block = fn_block(callee, 1);
    const struct ir_instr *truth =
        is_local(callee, block->a) ? conditions_only_write(callee, block->a.index) : NULL;
    int64_t number_in = 0;
    if (!truth || truth->op != IR_COMPUTE || truth->operation < IR_EQ || truth->operation > IR_GE ||
        !fn_number(callee, truth->b, &number_in))
        return false;
    bool if_true = number_compare(1, look->relation, look->number);
    if (if_true == number_compare(0, look->relation, look->number))
        return false;
    look->element = element_of(program, target, truth->a);
    look->relation = if_true ? (enum ir_operator)truth->operation
                             : relation_negate((enum ir_operator)truth->operation);
    look->number = number_in;
    return look->element != 0;
}

/* What a local holds that the block tests: read from a shared place once, as atomic accesses are, or each time
 * (`while (!(alive = w->alive))`). */
static struct ir_operand read_from(const struct fn *fn, const struct ir_block *block,
                                   struct ir_operand operand)
{
    const struct ir_instr *write =
        is_local(fn, operand) ? conditions_only_write(fn, operand.index) : NULL;
    if (!write && is_local(fn, operand))
        write = conditions_last_write(fn, block, operand.index);
    bool copies = write && write->op == IR_COPY && write->a.kind == IR_OPERAND_PLACE;

    return copies && !is_local(fn, write->a) ? write->a : operand;
}

/* The relation, seen from the other side. */
static enum ir_operator turned(enum ir_operator relation)
{
    switch (relation) {
    case IR_LT:
        return IR_GT;
    case IR_LE:
        return IR_GE;
    case IR_GT:
        return IR_LT;
    case IR_GE:
        return IR_LE;
    default:
        return relation;
    }
}

/* Whether main sets it, not again and again, as it does with options. */
static bool is_set_up(const struct program *program, const struct store *store)
{
    const struct fn *fn = &program->fns[store->fn];

    return contexts_in_main(program, store->fn) && !fn->callers.count && !fn->loop_of[store->block];
}

/* Whether the operand is a shared place that is given its value once and for all, before there are threads. */
static bool is_bound(const struct stop_facts *facts, uint32_t number, struct ir_operand operand)
{
    uint32_t element = element_of(facts->program, number, operand);
    const struct stores *stores = ways_stores(facts->ways);
    struct store_span span = stores_to(stores, element);

    if (span.first == span.end || bitset_has(&stores->address_taken, element))
        return false;
    for (uint32_t i = span.first; i < span.end; i++)
        if (!ways_is_initial(facts->ways, &stores->items[i]) &&
            !is_set_up(facts->program, &stores->items[i]))
            return false;
    return true;
}

/* The relation to a bound; IR_NO_OPERATOR: it is none. Who waits while a count is its bound waits for room, and who waits
 * while it is not, for all to have come. */
static enum ir_operator bound_by(const struct stop_facts *facts, uint32_t number,
                                 struct ir_operand bound, enum ir_operator relation)
{
    bool is_shared = is_bound(facts, number, bound);

    if (!is_shared && !is_local(&facts->program->fns[number], bound))
        return IR_NO_OPERATOR;
    if (is_shared && relation == IR_EQ)
        return IR_GE;
    return is_shared && relation == IR_NE ? IR_LT : relation;
}

/* What the edge of a branch says of a shared place; false = nothing that is understood. */
static bool read_look(const struct stop_facts *facts, uint32_t number, uint32_t id, uint32_t edge,
                      struct look *look)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_block *block = fn_block(fn, id);
    struct condition_on condition = conditions_of_edge(program, number, id, edge);
    struct ir_operand a = block->a, b = block->b;

    *look = (struct look){
        .element = condition.element, .relation = condition.relation, .number = condition.number};
    if (!is_local(fn, a) && a.kind == IR_OPERAND_PLACE)
        look->place.index = a.index;
    if (look->element)
        return true;
    if (block->end != IR_END_BRANCH)
        return false;
    if (fn_number(fn, b, &look->number)) {
        struct ir_operand read = read_from(fn, block, a);
        look->element = element_of(program, number, read);
        look->place.index = look->element ? read.index : 0;
        return look->element || look_in_callee(program, number, a, look);
    }
    enum ir_operator relation = (enum ir_operator)block->relation;
    relation = edge ? relation_negate(relation) : relation;
    if (is_snapshot(fn, a, b)) {
        a = b;
    } else {
        bool is_turned =
            is_local(fn, a) || (is_bound(facts, number, a) && !is_bound(facts, number, b));
        if (is_turned && !is_local(fn, b)) {
            struct ir_operand swap = a;
            a = b;
            b = swap;
            relation = turned(relation);
        }
        look->than = bound_by(facts, number, b, relation);
        if (!is_snapshot(fn, b, a))
            relation = IR_NO_OPERATOR;
    }
    look->element = element_of(program, number, a);
    look->place.index = look->element ? a.index : 0;
    look->snapshot = relation == IR_EQ;
    look->relation = IR_NO_OPERATOR;
    return look->element != 0;
}

/* ---- which way leads to the wait ---- */

/* Whether the wait is reached from the block while its lock is held, without that edge of `without` (both
 * edges, where it is beyond them). */
static bool leads(const struct fn *fn, const struct predicate *predicate, uint32_t from,
                  uint32_t without, uint32_t without_edge, struct arena *scratch)
{
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    vector_push(&todo, from);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        if (id == predicate->wait.block) {
            found = true;
            break;
        }
        if (!bitset_has(&predicate->held.blocks, id) || !bitset_add(&seen, id))
            continue;
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (id != without || (without_edge < 2 && edge != without_edge))
                vector_push(&todo, graph_successor(fn, block, edge));
    }
    vector_deinit(&todo);
    return found;
}

/* Whether the block goes on to the wait in any case. */
static bool leads_straight(const struct fn *fn, const struct predicate *predicate, uint32_t id)
{
    for (uint32_t n = 0; n < fn->ir->blocks.count; n++) {
        if (id == predicate->wait.block)
            return true;
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_JUMP)
            return false;
        id = block->target[0].index;
    }
    return false;
}

/* Whether every way to the wait takes that edge: those that come from a lock, and those that come back from
 * the wait. */
static bool is_needed(const struct stop_facts *facts, const struct predicate *predicate,
                      uint32_t id, uint32_t edge, struct arena *scratch)
{
    const struct fn *fn = &facts->program->fns[predicate->wait.fn];
    const struct ir_block *wait = fn_block(fn, predicate->wait.block);

    for (uint32_t out = 0; out < graph_n_successors(wait); out++)
        if (leads(fn, predicate, graph_successor(fn, wait, out), id, edge, scratch))
            return false;
    if (leads(fn, predicate, 1, id, edge, scratch))
        return false;
    for (uint32_t from = bitset_next(&predicate->held.blocks, 1);
         from < predicate->held.blocks.size;
         from = bitset_next(&predicate->held.blocks, from + 1)) {
        struct ir_range instrs = fn_block(fn, from)->instrs;
        bool locks = false;
        for (uint32_t i = 0; i < instrs.count; i++)
            locks |= instrs.first + i != predicate->wait.instr &&
                     held_effect(facts, predicate->wait.fn, instrs.first + i) == LOCK_TAKES;
        if (locks && leads(fn, predicate, from, id, edge, scratch))
            return false;
    }
    return true;
}

/* Whether the block lies in the innermost loop around the wait. */
static bool is_around(const struct fn *fn, uint32_t wait, uint32_t id)
{
    uint32_t loop = fn->loop_of[wait];

    return !loop || bitset_has(&fn->loops[loop - 1].blocks, id);
}

static void add_branch(const struct stop_facts *facts, struct predicate *predicate, uint32_t id,
                       struct arena *scratch)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[predicate->wait.fn];
    const struct ir_block *block = fn_block(fn, id);
    bool may[2];

    if (block->end != IR_END_BRANCH) {
        predicate->known &= block->end == IR_END_JUMP;
        predicate->known_once &=
            block->end == IR_END_JUMP || !is_around(fn, predicate->wait.block, id);
        return;
    }
    for (uint32_t edge = 0; edge < 2; edge++)
        may[edge] = leads(fn, predicate, graph_successor(fn, block, edge), id, 2, scratch);
    uint32_t keeps = may[0] ? 0 : 1;
    if (may[0] && may[1]) {
        bool straight[2];
        for (uint32_t edge = 0; edge < 2; edge++)
            straight[edge] = leads_straight(fn, predicate, graph_successor(fn, block, edge));
        if (straight[0] == straight[1])
            return;
        keeps = straight[0] ? 0 : 1;
    } else if (!may[keeps]) {
        return;
    }
    struct look look;
    bool enough = is_needed(facts, predicate, id, keeps, scratch);
    if (ring_indices_look(program, predicate->wait.fn, id, keeps, &look)) {
        look.block = id;
        look.edge = keeps;
        look.enough = enough;
        vector_push(&predicate->rings, look);
    }
    bool is_ring = rings_look(program, predicate->wait.fn, id, keeps, &look);
    if (is_ring || !read_look(facts, predicate->wait.fn, id, keeps, &look)) {
        predicate->known = false;
        predicate->known_once &= !is_around(fn, predicate->wait.block, id);
        if (!is_ring)
            return;
    }
    look.block = id;
    look.edge = keeps;
    look.enough = enough;
    if (is_ring)
        vector_push(&predicate->rings, look);
    else
        vector_push(&predicate->looks, look);
}

struct predicate predicate_of(const struct stop_facts *facts, struct point wait,
                              struct arena *scratch)
{
    struct predicate predicate = {
        .wait = wait, .held = held_before(facts, wait, scratch), .known = true, .known_once = true};

    for (uint32_t id = bitset_next(&predicate.held.blocks, 1); id < predicate.held.blocks.size;
         id = bitset_next(&predicate.held.blocks, id + 1))
        add_branch(facts, &predicate, id, scratch);
    return predicate;
}

void predicate_free(struct predicate *predicate)
{
    vector_deinit(&predicate->looks);
    vector_deinit(&predicate->rings);
}

/* ---- stores ---- */

/* The global that the place lies in, with no pointer in between; 0 = none. */
static uint32_t global_of(const struct program *program, uint32_t number, struct ir_place_id id)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_place *place = ir_place(fn->unit, fn->ir, id);

    while (place->kind != IR_PLACE_DEREF && place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    return place->kind == IR_PLACE_GLOBAL ? program->entity_of[fn->input][place->argument] : 0;
}

bool predicate_apart(const struct program *program, uint32_t fn_a, struct ir_place_id place_a,
                     uint32_t fn_b, struct ir_place_id place_b)
{
    uint32_t a = place_a.index ? global_of(program, fn_a, place_a) : 0;
    uint32_t b = place_b.index ? global_of(program, fn_b, place_b) : 0;

    return a && b && a != b;
}

/* What counting up or down does. Who waits while something is at its most, or not yet at its end, is told
 * from who waits while there is nothing by the number that it is compared with. */
static enum store_effect effect_of_step(const struct look *look, bool up)
{
    switch (look->relation) {
    case IR_EQ:
        if (look->number < 0)
            return STORE_MAY_OPEN;
        return (look->number == 0) == up ? STORE_OPENS : STORE_CLOSES;
    case IR_NE:
        return (look->number == 0) != up ? STORE_OPENS : STORE_CLOSES;
    case IR_GT:
    case IR_GE:
        return up ? STORE_CLOSES : STORE_OPENS;
    case IR_LT:
    case IR_LE:
        return up ? STORE_OPENS : STORE_CLOSES;
    default:
        return STORE_MAY_OPEN;
    }
}

/* Whether something is added or taken off that is no constant: an amount. */
static bool is_by_amount(const struct fn *fn, const struct ir_instr *instr)
{
    int64_t number;

    return instr->op == IR_COMPUTE && (instr->operation == IR_ADD || instr->operation == IR_SUB) &&
           instr->a.kind == IR_OPERAND_PLACE && instr->a.index == instr->dst.index &&
           !fn_number(fn, instr->b, &number);
}

/* The same where it is compared with something that is no number. */
static enum store_effect effect_of_growth(const struct look *look, bool up)
{
    switch (look->than) {
    case IR_LT:
    case IR_LE:
        return up ? STORE_OPENS : STORE_CLOSES;
    case IR_GT:
    case IR_GE:
        return up ? STORE_CLOSES : STORE_OPENS;
    default:
        return STORE_MAY_OPEN;
    }
}

/* A pointer that the function was given, or has got from a call, is taken not to be NULL. */
static bool is_object(const struct fn *fn, struct ir_operand operand)
{
    if (!is_local(fn, operand))
        return operand.kind == IR_OPERAND_ADDRESS || operand.kind == IR_OPERAND_FUNCTION ||
               operand.kind == IR_OPERAND_STRING;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    const struct ir_type *type =
        &fn->unit
             ->types[ir_local(fn->unit, fn->ir, (struct ir_local_id){place->argument})->type.index];
    if (type->kind != IR_TYPE_POINTER)
        return false;
    const struct ir_instr *write = conditions_only_write(fn, operand.index);
    return write ? write->op == IR_CALL : place->argument <= fn->ir->n_parameters;
}

enum store_effect predicate_store(const struct program *program, uint32_t number,
                                  const struct look *look, const struct store *store)
{
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];
    int64_t value = 0;

    if (element_of_named_place(program, store->fn, instr->dst) != look->element ||
        predicate_apart(program, number, look->place, store->fn, instr->dst))
        return STORE_ELSEWHERE;
    bool counts = instr->op == IR_COMPUTE && instr->a.kind == IR_OPERAND_PLACE &&
                  instr->a.index == instr->dst.index && fn_number(fn, instr->b, &value) &&
                  (instr->operation == IR_ADD || instr->operation == IR_SUB) && value;
    if (look->snapshot)
        return counts ? STORE_OPENS : STORE_MAY_OPEN;
    if (look->relation == IR_NO_OPERATOR)
        return counts || is_by_amount(fn, instr)
                   ? effect_of_growth(look, (instr->operation == IR_ADD) == (!counts || value > 0))
                   : STORE_MAY_OPEN;
    if (counts)
        return effect_of_step(look, (instr->operation == IR_ADD) == (value > 0));
    if (instr->op != IR_COPY)
        return STORE_MAY_OPEN;
    if (fn_number(fn, instr->a, &value))
        return number_compare(value, look->relation, look->number) ? STORE_CLOSES : STORE_OPENS;
    if (look->number == 0 && look->relation == IR_EQ && is_object(fn, instr->a))
        return STORE_OPENS;
    return STORE_MAY_OPEN;
}

/* Whether the link, by which the store is made, lies in one object with what it leads to, as the ends of a list do, and
 * that is another object than the one that is looked at. */
static bool is_other_list(const struct program *program, uint32_t number, const struct look *look,
                          const struct store *store)
{
    const struct fn *fn = &program->fns[store->fn];
    struct ir_place_id link = fn_place(fn, fn->unit->instrs[store->instr].dst.index)->parent;
    uint32_t element = element_of_place(program, store->fn, link);
    bool are_fields = element % 2 && look->element % 2 && element < elements_named(program);

    return are_fields &&
           program->fields[element / 2].record == program->fields[look->element / 2].record &&
           predicate_apart(program, number, look->place, store->fn, link);
}

enum store_effect predicate_link(const struct program *program, uint32_t number,
                                 const struct look *look, const struct store *store)
{
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];

    if (is_other_list(program, number, look, store))
        return STORE_ELSEWHERE;
    if (instr->op != IR_COPY || look->number != 0 || look->relation != IR_EQ)
        return STORE_MAY_OPEN;
    if (instr->a.kind == IR_OPERAND_NULL)
        return STORE_CLOSES;
    return is_object(fn, instr->a) ? STORE_OPENS : STORE_MAY_OPEN;
}
