/* Lists whose head points to itself while they are empty:
 *
 *     while (list_empty(&queue->jobs))               return head->next == head;
 *         wait(&queue->filled, &queue->lock);
 *
 *     list_add_tail(&job->node, &queue->jobs);       node->prev = head->prev; node->next = head;
 *                                                    head->prev->next = node; head->prev = node;
 *
 * Nothing is ever stored to the head by its own name: who is given its address, links a node to it. What such a function
 * does is read from its stores through that parameter: of something else it links, of what is reached from the head itself
 * it takes out or makes empty.
 *
 * Requires targets. */
#include "program/rings.h"

#include <stdlib.h>

#include "program/conditions.h"
#include "program/elements.h"

/* Bounds: calls below a call that are looked into; copies of copies; parameters that are told apart. */
enum { RING_DEPTH = 3, RING_COPIES = 4, RING_PARAMETERS = 16 };
/* What a parameter is linked to, as bits: other parameters, or something of the function's own; not known. */
static const uint32_t links_own = UINT32_C(1) << 30, links_unknown = UINT32_C(1) << 31;

struct ringing {
    const struct program *program;
    struct rings *rings;
    struct bitset heads; /* elements that somebody asks whether they are empty */
    VECTOR(struct store) found;
    VECTOR(bool) adds;
};

/* ---- heads ---- */

/* The place of the head that the operand is: its address, or what one of its links holds; 0 = none. */
static uint32_t head_place(const struct fn *fn, struct ir_operand operand)
{
    uint32_t place = 0;

    if (operand.kind == IR_OPERAND_ADDRESS)
        place = operand.index;
    else if (operand.kind == IR_OPERAND_PLACE &&
             fn_place(fn, operand.index)->kind == IR_PLACE_FIELD)
        place = fn_place(fn, operand.index)->parent.index;
    return place;
}

/* The same as an element of a field or global; 0 = none. */
static uint32_t head_at(const struct program *program, uint32_t number, struct ir_operand operand)
{
    uint32_t place = head_place(&program->fns[number], operand);
    uint32_t element =
        place ? element_of_named_place(program, number, (struct ir_place_id){place}) : 0;

    return element < elements_named(program) ? element : 0;
}

/* ---- what a function links ---- */

/* The parameter through which the place is reached, or that it is; 0 = another one. */
static uint32_t parameter_behind(const struct fn *fn, uint32_t id)
{
    while (fn_place(fn, id)->parent.index)
        id = fn_place(fn, id)->parent.index;
    const struct ir_place *place = fn_place(fn, id);
    bool is_parameter = place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters;
    return is_parameter ? place->argument : 0;
}

static bool is_place(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
}

/* The same for the value of the operand, through locals that are set once. */
static uint32_t root_of(const struct fn *fn, struct ir_operand operand)
{
    for (uint32_t n = 0; n < RING_COPIES && is_place(operand); n++) {
        uint32_t id = operand.index, parameter = parameter_behind(fn, id);
        while (fn_place(fn, id)->parent.index)
            id = fn_place(fn, id)->parent.index;
        const struct ir_instr *write =
            fn_place(fn, id)->kind == IR_PLACE_LOCAL ? conditions_only_write(fn, id) : NULL;
        if (parameter || !write || write->op != IR_COPY)
            return parameter;
        operand = write->a;
    }
    return 0;
}

/* What the operand is to a function that links it to the parameter. */
static uint32_t source_of(const struct fn *fn, struct ir_operand operand, uint32_t parameter)
{
    uint32_t root = root_of(fn, operand);

    if (operand.kind == IR_OPERAND_NULL || root == parameter)
        return 0;
    if (root)
        return root < RING_PARAMETERS ? UINT32_C(1) << root : links_unknown;
    return fn_local(fn, operand) ? links_own : links_unknown;
}

static uint32_t links_of(const struct program *program, uint32_t number, uint32_t parameter,
                         uint32_t depth);

/* What a call in the function links to its parameter. */
static uint32_t links_of_call(const struct program *program, uint32_t number, uint32_t parameter,
                              uint32_t instr,
                              uint32_t depth) // NOLINT(misc-no-recursion): RING_DEPTH
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[instr];
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    uint32_t links = 0;

    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[call->arguments.first + k];
        if (!is_place(given) || parameter_behind(fn, given.index) != parameter)
            continue;
        if (site->unresolved || !site->targets.count)
            links |= links_unknown;
        for (uint32_t t = 0; t < site->targets.count; t++) {
            uint32_t below = links_of(program, site->targets.items[t], k + 1, depth + 1);
            links |= below & (links_own | links_unknown);
            for (uint32_t j = 0; j < call->arguments.count && j + 1 < RING_PARAMETERS; j++)
                if (below >> (j + 1) & 1)
                    links |=
                        source_of(fn, fn->unit->operands[call->arguments.first + j], parameter);
        }
    }
    return links;
}

static uint32_t links_of(const struct program *program, uint32_t number, uint32_t parameter,
                         uint32_t depth) // NOLINT(misc-no-recursion): RING_DEPTH
{
    const struct fn *fn = &program->fns[number];
    uint32_t links = 0;

    if (fn->is_model)
        return 0;
    if (depth > RING_DEPTH || parameter > fn->ir->n_parameters || fn_is_broken(fn))
        return links_unknown;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (instr->op == IR_CALL)
                links |= links_of_call(program, number, parameter, i, depth);
            else if (instr->op == IR_COPY && instr->dst.index &&
                     fn_place(fn, instr->dst.index)->kind == IR_PLACE_FIELD &&
                     parameter_behind(fn, instr->dst.index) == parameter)
                links |= source_of(fn, instr->a, parameter);
        }
    }
    return links;
}

/* ---- calls that are given a head ---- */

/* The head that the operand is, if somebody asks whether it is empty; 0 = none. */
static uint32_t asked_at(const struct ringing *ringing, uint32_t number, struct ir_operand operand)
{
    uint32_t head = head_at(ringing->program, number, operand);

    return head && bitset_has(&ringing->heads, head) ? head : 0;
}

static void add_call(struct ringing *ringing, uint32_t number, uint32_t block, uint32_t index)
{
    const struct program *program = ringing->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[index];
    const struct call_site *site = &fn->calls[graph_first_call(fn, index)];

    for (uint32_t k = 0; k < call->arguments.count; k++) {
        uint32_t head = asked_at(ringing, number, fn->unit->operands[call->arguments.first + k]);
        uint32_t links = site->unresolved || !site->targets.count ? links_unknown : 0;
        for (uint32_t t = 0; head && t < site->targets.count; t++)
            links |= links_of(program, site->targets.items[t], k + 1, 0);
        if (!head || !links)
            continue;
        vector_push(&ringing->found, (struct store){head, number, block, index});
        vector_push(&ringing->adds, !(links & links_unknown));
        if (links & links_unknown)
            bitset_add(&ringing->rings->is_elsewhere, head);
    }
}

/* The address of a head may only be put into the head itself, as where it is made empty. */
static void add_copy(struct ringing *ringing, uint32_t number, const struct ir_instr *copy)
{
    const struct fn *fn = &ringing->program->fns[number];
    uint32_t head = copy->a.kind == IR_OPERAND_ADDRESS ? asked_at(ringing, number, copy->a) : 0;
    uint32_t into = copy->dst.index ? fn_place(fn, copy->dst.index)->parent.index : 0;

    if (head && into != copy->a.index)
        bitset_add(&ringing->rings->is_elsewhere, head);
}

static void find_heads(struct ringing *ringing)
{
    const struct program *program = ringing->program;
    struct look look;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++)
            if (rings_look(program, number, id, 0, &look) ||
                rings_look(program, number, id, 1, &look))
                bitset_add(&ringing->heads, look.element);
    }
}

static void scan(struct ringing *ringing)
{
    const struct program *program = ringing->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(fn, id);
            for (uint32_t i = 0; i < block->instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
                if (instr->op == IR_CALL)
                    add_call(ringing, number, id, block->instrs.first + i);
                else if (instr->op == IR_COPY)
                    add_copy(ringing, number, instr);
            }
            uint32_t head = block->end == IR_END_RETURN ? asked_at(ringing, number, block->a) : 0;
            if (head && block->a.kind == IR_OPERAND_ADDRESS)
                bitset_add(&ringing->rings->is_elsewhere, head);
        }
    }
}

struct store_span rings_to(const struct rings *rings, uint32_t element)
{
    if (!element || element >= rings->is_elsewhere.size)
        return (struct store_span){0, 0};
    return (struct store_span){rings->first[element], rings->first[element + 1]};
}

struct ir_place_id rings_head(const struct program *program, const struct store *call)
{
    const struct fn *fn = &program->fns[call->fn];
    struct ir_range arguments = fn->unit->instrs[call->instr].arguments;

    for (uint32_t k = 0; k < arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[arguments.first + k];
        if (head_at(program, call->fn, given) == call->element)
            return (struct ir_place_id){head_place(fn, given)};
    }
    return (struct ir_place_id){0};
}

struct rings *rings_find(const struct program *program, struct arena *run)
{
    struct rings *rings = ARENA_NEW(run, struct rings);
    struct ringing ringing = {.program = program, .rings = rings};
    uint32_t n_named = elements_named(program);

    rings->is_elsewhere = bitset_new(run, n_named);
    rings->first = ARENA_ARRAY(run, uint32_t, n_named + 2);
    ringing.heads = bitset_new(run, n_named);
    find_heads(&ringing);
    scan(&ringing);
    rings->items = ARENA_ARRAY(run, struct store, ringing.found.count + 1);
    rings->adds = ARENA_ARRAY(run, bool, ringing.found.count + 1);
    for (uint32_t i = 0; i < ringing.found.count; i++)
        rings->first[ringing.found.items[i].element + 2]++;
    for (uint32_t i = 2; i < n_named + 2; i++)
        rings->first[i] += rings->first[i - 1];
    for (uint32_t i = 0; i < ringing.found.count; i++) {
        uint32_t at = rings->first[ringing.found.items[i].element + 1]++;
        rings->items[at] = ringing.found.items[i];
        rings->adds[at] = ringing.adds.items[i];
    }
    vector_deinit(&ringing.found);
    vector_deinit(&ringing.adds);
    return rings;
}

/* ---- looks ---- */

/* Whether a is a link of what b is the address of; or of what b points to. */
static bool is_own_link(const struct fn *fn, struct ir_operand a, struct ir_operand b)
{
    if (a.kind != IR_OPERAND_PLACE || fn_place(fn, a.index)->kind != IR_PLACE_FIELD)
        return false;
    uint32_t parent = fn_place(fn, a.index)->parent.index;
    const struct ir_place *head = fn_place(fn, parent);
    return (b.kind == IR_OPERAND_ADDRESS && parent == b.index) ||
           (b.kind == IR_OPERAND_PLACE && head->kind == IR_PLACE_DEREF &&
            head->parent.index == b.index);
}

/* The head of which the two operands, if they are equal, say that it is empty. */
static struct ir_operand compared_head(const struct fn *fn, struct ir_operand a,
                                       struct ir_operand b)
{
    if (is_own_link(fn, a, b))
        return b;
    return is_own_link(fn, b, a) ? a : (struct ir_operand){0};
}

/* The head of which the function, which is nothing but a question, returns whether it is empty (`ret_is`, else whether it is
 * not), as an operand of its; kind none = it is another function. */
static struct ir_operand asked_head(const struct program *program, uint32_t number, bool *ret_is,
                                    uint32_t depth) // NOLINT(misc-no-recursion): RING_DEPTH
{
    const struct fn *fn = &program->fns[number];
    struct ir_operand none = {0};

    if (fn->is_model || fn->ir->blocks.count != 2 || depth > RING_DEPTH)
        return none;
    const struct ir_block *block = fn_block(fn, 1);
    const struct ir_instr *truth =
        fn_local(fn, block->a) ? conditions_only_write(fn, block->a.index) : NULL;
    if (!truth)
        return none;
    *ret_is = truth->operation == IR_EQ;
    if (truth->op == IR_COMPUTE && (truth->operation == IR_EQ || truth->operation == IR_NE))
        return compared_head(fn, truth->a, truth->b);
    if (truth->op != IR_CALL)
        return none;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(truth - fn->unit->instrs))];
    if (site->targets.count != 1 || site->unresolved)
        return none;
    struct ir_operand below = asked_head(program, site->targets.items[0], ret_is, depth + 1);
    uint32_t parameter = fn_local(&program->fns[site->targets.items[0]], below);
    return parameter && parameter <= truth->arguments.count
               ? fn->unit->operands[truth->arguments.first + parameter - 1]
               : none;
}

/* The same of a call in the function, whose result is compared with zero. `ret_in`: the function of which the head is an
 * operand. */
static struct ir_operand head_of_result(const struct program *program, uint32_t number,
                                        struct ir_operand result, bool *ret_is, uint32_t *ret_in)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call =
        fn_local(fn, result) ? conditions_only_write(fn, result.index) : NULL;
    struct ir_operand none = {0};

    if (!call || call->op != IR_CALL)
        return none;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];
    if (site->targets.count != 1 || site->unresolved)
        return none;
    *ret_in = site->targets.items[0];
    struct ir_operand head = asked_head(program, *ret_in, ret_is, 0);
    uint32_t parameter = fn_local(&program->fns[*ret_in], head);
    if (!parameter)
        return head;
    *ret_in = number;
    return parameter <= call->arguments.count
               ? fn->unit->operands[call->arguments.first + parameter - 1]
               : none;
}

bool rings_look(const struct program *program, uint32_t number, uint32_t id, uint32_t edge,
                struct look *look)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *block = fn_block(fn, id);
    enum ir_operator relation = (enum ir_operator)block->relation;
    uint32_t in = number;
    bool is_empty = true;
    int64_t value;

    if (block->end != IR_END_BRANCH || (relation != IR_EQ && relation != IR_NE))
        return false;
    struct ir_operand head = compared_head(fn, block->a, block->b);
    bool holds = (relation == IR_EQ) == (edge == 0);
    if (head.kind == IR_OPERAND_NONE && fn_number(fn, block->b, &value) && value == 0) {
        head = head_of_result(program, number, block->a, &is_empty, &in);
        holds = !holds; /* it is not zero: it is true */
    }
    uint32_t element = head.kind == IR_OPERAND_ADDRESS ? head_at(program, in, head) : 0;
    if (!element || holds != is_empty)
        return false;
    *look = (struct look){.element = element, .relation = IR_NO_OPERATOR};
    if (in == number)
        look->place.index = head.index;
    return true;
}
