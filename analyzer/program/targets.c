/* Which functions a call may reach.
 *
 * Function values flow from where a function is named, through copies, initializers, arguments and
 * results, to where they are called: inclusion-based points-to analysis (Andersen, Program Analysis
 * and Specialization for the C Programming Language, 1994) on elements and on function values alone.
 * Calls through pointers add their arguments' flow as their targets become known.
 *
 * Requires links. Yields call_site.targets, address_taken, function_values. */
#include "program/graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/stores.h"

/* A call through a pointer, waiting for targets. */
struct indirect {
    uint32_t fn, call;
};

VECTOR_TYPE(indirects, struct indirect);

/* Tells for most functions that an element does not hold them: a bit for each that it holds. */
struct sieve {
    uint64_t bits[4];
};

/* Values travel once along each edge: an element remembers how many of its values it has sent on. */
struct flow {
    struct program *program;
    struct number_list *values; /* per element index: entities of functions, as they came */
    struct sieve *sieves;       /* per element index: of its values */
    uint32_t *sent;             /* per element index: how many of them went on */
    struct number_list *onward; /* per element index: where its values flow to */
    struct indirects *called;   /* per element index: calls through it */
    struct intmap edges;        /* (element, element) pairs that are there */
    struct number_list todo;    /* elements with values to send */
    struct bitset pending;      /* those in todo */
};

static bool add_sorted(struct number_list *list, uint32_t number)
{
    uint32_t at = list->count;

    while (at > 0 && list->items[at - 1] > number)
        at--;
    if (at > 0 && list->items[at - 1] == number)
        return false;
    vector_push(list, number);
    memmove(list->items + at + 1, list->items + at, (list->count - 1 - at) * sizeof(uint32_t));
    list->items[at] = number;
    return true;
}

static void touch(struct flow *flow, uint32_t index)
{
    if (bitset_add(&flow->pending, index))
        vector_push(&flow->todo, index);
}

static bool add_pair(struct intmap *pairs, uint32_t first, uint32_t second)
{
    bool is_new = false;

    intmap_put(pairs, (uint64_t)first << 32 | second, 0, &is_new);
    return is_new;
}

/* An element that may hold more functions than this tells nothing useful of a call through it, and a
 * container that everything goes through would cost most of the time. Calls through it stay
 * unresolved; the functions count as called from somewhere. */
enum { VALUES_MOST = 48 };

/* A table of a program's commands has more. Those are kept where they are named, for who asks what a call
 * may reach at all, and go no further. */
enum { TABLE_MOST = 1024 };

/* Notes in the sieve that the entity is there; whether it may have been there already (Bloom, Space/time trade-offs in
 * hash coding with allowable errors, CACM 1970). */
static bool sift(struct sieve *sieve, uint32_t entity)
{
    uint32_t bit = (entity * UINT32_C(0x9e3779b1)) >> 24; /* Fibonacci hashing */
    uint64_t mask = UINT64_C(1) << (bit % 64);
    bool was_there = sieve->bits[bit / 64] & mask;

    sieve->bits[bit / 64] |= mask;
    return was_there;
}

static void add_values_at(struct flow *flow, uint32_t index, const uint32_t *entities, uint32_t n,
                          uint32_t most)
{
    struct number_list *held = &flow->values[index];
    uint32_t count = held->count;

    for (uint32_t k = 0; k < n && held->count <= most; k++) {
        uint32_t at = sift(&flow->sieves[index], entities[k]) ? 0 : held->count;
        while (at < held->count && held->items[at] != entities[k])
            at++;
        if (at == held->count)
            vector_push(held, entities[k]);
    }
    if (held->count != count)
        touch(flow, index);
}

static void add_value(struct flow *flow, uint32_t element, uint32_t entity)
{
    if (element)
        add_values_at(flow, element_index(flow->program, element), &entity, 1, TABLE_MOST);
}

static void add_flow(struct flow *flow, uint32_t from, uint32_t to)
{
    if (!from || !to || from == to)
        return;
    uint32_t index = element_index(flow->program, from);
    uint32_t target = element_index(flow->program, to);
    if (!add_pair(&flow->edges, index, target))
        return;
    vector_push(&flow->onward[index], target);
    add_values_at(flow, target, flow->values[index].items, flow->sent[index], VALUES_MOST);
}

static void mark_taken(struct program *program, uint32_t fn, uint32_t entity)
{
    struct fn_list bodies = link_resolve(program, program->fns[fn].input, entity);

    for (uint32_t i = 0; i < bodies.count; i++)
        program->fns[bodies.items[i]].address_taken = true;
}

/* The operand's value flows into the element. */
static void flow_operand(struct flow *flow, uint32_t fn, struct ir_operand operand, uint32_t to)
{
    if (operand.kind == IR_OPERAND_FUNCTION) {
        uint32_t entity = entity_of_operand(flow->program, fn, operand);
        mark_taken(flow->program, fn, entity);
        add_value(flow, to, entity);
        return;
    }
    uint32_t from = element_of_operand(flow->program, fn, operand);
    add_flow(flow, from, to);
    if (operand.kind == IR_OPERAND_ADDRESS)
        add_flow(flow, to, from); /* what is stored through the pointer is stored there */
}

/* Whether the model stores something at that address of its caller's (a parameter). Most take the address of
 * whatever there is, as memset() does, and what one caller has there would come to all the others. */
static bool stores_through(const struct program *program, uint32_t model, uint32_t parameter)
{
    const struct fn *fn = &program->fns[model];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            uint32_t element = instr->op == IR_COPY && instr->dst.index
                                   ? element_of_place(program, model, instr->dst)
                                   : 0;
            if (element && element == element_of_local(program, model, parameter))
                return true;
        }
    }
    return false;
}

/* The call reaches that body: arguments flow in, the result flows out. */
static void bind(struct flow *flow, uint32_t caller, const struct ir_instr *call, uint32_t body)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[caller];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        uint32_t to =
            i < program->fns[body].ir->n_parameters ? element_of_local(program, body, i + 1) : 0;
        if (to && argument.kind == IR_OPERAND_ADDRESS && program->fns[body].is_model &&
            !stores_through(program, body, i + 1))
            add_flow(flow, element_of_operand(program, caller, argument), to);
        else
            flow_operand(flow, caller, argument, to);
    }
    if (call->dst.index)
        add_flow(flow, element_of_result(program, body),
                 element_of_place(program, caller, call->dst));
}

/* ---- scanning the functions ---- */

static void scan_call(struct flow *flow, uint32_t number, const struct ir_instr *call,
                      uint32_t site_number)
{
    struct program *program = flow->program;
    struct fn *fn = &program->fns[number];
    struct call_site *site = &fn->calls[site_number];

    if (call->a.kind == IR_OPERAND_FUNCTION) {
        site->entity = entity_of_operand(program, number, call->a);
        site->targets = link_resolve(program, fn->input, site->entity);
        for (uint32_t i = 0; i < site->targets.count; i++)
            bind(flow, number, call, site->targets.items[i]);
        for (uint32_t i = 0; !site->targets.count && i < call->arguments.count; i++)
            flow_operand(flow, number, fn->unit->operands[call->arguments.first + i], 0);
        return;
    }
    uint32_t element = element_of_operand(program, number, call->a);
    site->unresolved = true;
    if (element)
        vector_push(&flow->called[element_index(program, element)],
                    (struct indirect){number, site_number});
    for (uint32_t i = 0; i < call->arguments.count; i++)
        flow_operand(flow, number, fn->unit->operands[call->arguments.first + i], 0);
}

static void scan_block(struct flow *flow, uint32_t number, const struct ir_block *block,
                       uint32_t *next_site)
{
    struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < block->instrs.count; i++) {
        uint32_t index = block->instrs.first + i;
        const struct ir_instr *instr = &fn->unit->instrs[index];
        if (instr->op == IR_COPY && instr->dst.index)
            flow_operand(flow, number, instr->a, element_of_place(program, number, instr->dst));
        if (instr->op != IR_CALL)
            continue;
        fn->calls[*next_site].block = (uint32_t)(block - &fn->unit->blocks[fn->ir->blocks.first]);
        fn->calls[*next_site].instr = index;
        scan_call(flow, number, instr, (*next_site)++);
    }
    if (block->end == IR_END_RETURN)
        flow_operand(flow, number, block->a, element_of_result(program, number));
}

static uint32_t count_calls(const struct fn *fn)
{
    uint32_t count = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++)
            count += fn->unit->instrs[block->instrs.first + i].op == IR_CALL;
    }
    return count;
}

static int compare_sites(const void *a, const void *b)
{
    const struct call_site *left = a, *right = b;

    return (left->instr > right->instr) - (left->instr < right->instr);
}

static void scan_function(struct flow *flow, uint32_t number)
{
    struct fn *fn = &flow->program->fns[number];
    uint32_t next_site = 0;

    fn->n_calls = count_calls(fn);
    fn->calls = ARENA_ARRAY(flow->program->run, struct call_site, fn->n_calls);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        scan_block(flow, number, ir_block(fn->unit, fn->ir, (struct ir_block_id){id}), &next_site);
}

/* ---- the fixpoint ---- */

/* Whether the body can be what the call means: it takes as many arguments. A definition without a prototype
 * takes any. */
static bool accepts(const struct program *program, const struct fn *body,
                    const struct ir_instr *call)
{
    const struct ir_type *type = program->entities[body->entity].type;
    bool takes_any = body->ir->n_parameters == 0 && type && type->flags & IR_TYPE_NO_PROTO;

    return body->ir->n_parameters == call->arguments.count ||
           body->ir->flags & IR_FUNCTION_VARIADIC || takes_any;
}

static void add_target(struct flow *flow, struct indirect where, uint32_t entity)
{
    struct program *program = flow->program;
    struct fn *fn = &program->fns[where.fn];
    struct call_site *site = &fn->calls[where.call];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    struct fn_list bodies = link_resolve(program, fn->input, entity);

    for (uint32_t i = 0; i < bodies.count; i++) {
        if (!accepts(program, &program->fns[bodies.items[i]], call))
            continue;
        struct number_list targets = {0};
        for (uint32_t k = 0; k < site->targets.count; k++)
            vector_push(&targets, site->targets.items[k]);
        if (add_sorted(&targets, bodies.items[i])) {
            site->targets.items =
                arena_copy(program->run, targets.items, targets.count * sizeof(uint32_t));
            site->targets.count = targets.count;
            bind(flow, where.fn, call, bodies.items[i]);
        }
        vector_deinit(&targets);
    }
}

/* The call of a model that finds a function by its name finds that one. */
static void find_by_name(struct flow *flow, uint32_t number, const struct call_site *site,
                         uint32_t model)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    uint32_t to = 0, name = model_finds_by_name(program, model, &to);
    struct ir_operand text = name ? fn_argument(fn, site->instr, name) : (struct ir_operand){0};
    struct ir_operand place = to ? fn_argument(fn, site->instr, to)
                                 : (struct ir_operand){IR_OPERAND_PLACE, call->dst.index};

    if (text.kind != IR_OPERAND_STRING || !place.index)
        return;
    uint32_t element = element_of_operand(program, number, place);
    for (uint32_t entity = 1; element && entity < program->n_entities; entity++)
        if (program->entities[entity].bodies.count && !program->entities[entity].is_static &&
            strcmp(program->entities[entity].name,
                   ir_text(fn->unit, (struct ir_string){text.index})) == 0) {
            mark_taken(flow->program, number, entity);
            add_value(flow, element, entity);
        }
}

static void find_loaded(struct flow *flow, uint32_t number)
{
    const struct fn *fn = &flow->program->fns[number];

    for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            find_by_name(flow, number, &fn->calls[c], fn->calls[c].targets.items[k]);
}

/* Operations that a library's object calls for its user, as a model puts them into the fields of a struct of that name:
 * clnt_destroy(client) is client->cl_ops->cl_destroy(client). */
static void flow_of_models(struct flow *flow)
{
    const struct program *program = flow->program;

    for (uint32_t from = 1; from < program->n_fields; from++) {
        const struct number_list *held = &flow->values[element_index(program, from * 2 + 1)];
        const struct field_info *own = &program->fields[from];
        const struct fn_list bodies =
            held->count ? program->entities[held->items[0]].bodies : (struct fn_list){0};
        if (!bodies.count || !program->fns[bodies.items[0]].is_model)
            continue;
        for (uint32_t to = 1; to < program->n_fields; to++)
            if (strcmp(program->fields[to].name, own->name) == 0 &&
                strcmp(program->records[program->fields[to].record].name,
                       program->records[own->record].name) == 0)
                add_flow(flow, from * 2 + 1, to * 2 + 1);
    }
}

static void propagate(struct flow *flow)
{
    while (flow->todo.count) {
        uint32_t index = vector_pop(&flow->todo);
        bitset_remove(&flow->pending, index);
        uint32_t first = flow->sent[index], end = flow->values[index].count;
        if (end > VALUES_MOST + 1)
            end = VALUES_MOST + 1;
        flow->sent[index] = end;
        for (uint32_t i = 0; i < flow->onward[index].count && first < end; i++)
            add_values_at(flow, flow->onward[index].items[i], flow->values[index].items + first,
                          end - first, VALUES_MOST);
        for (uint32_t i = 0; i < flow->called[index].count; i++)
            for (uint32_t k = first; k < end; k++)
                add_target(flow, flow->called[index].items[i], flow->values[index].items[k]);
    }
}

/* ---- what follows ---- */

/* A call through a pointer is resolved if something is known of the pointer, and all of it is. */
static void judge_calls(struct flow *flow)
{
    for (uint32_t index = 0; index < flow->pending.size; index++)
        for (uint32_t i = 0; i < flow->called[index].count; i++) {
            struct indirect where = flow->called[index].items[i];
            struct call_site *site = &flow->program->fns[where.fn].calls[where.call];
            site->unresolved = !site->targets.count || flow->values[index].count > VALUES_MOST;
        }
}

void program_find_targets(struct program *program)
{
    struct arena *scratch = arena_new();
    uint32_t n = elements_count(program);
    struct flow flow = {
        .program = program,
        .values = ARENA_ARRAY(program->run, struct number_list, n),
        .sieves = ARENA_ARRAY(scratch, struct sieve, n),
        .sent = ARENA_ARRAY(scratch, uint32_t, n),
        .onward = ARENA_ARRAY(scratch, struct number_list, n),
        .called = ARENA_ARRAY(scratch, struct indirects, n),
        .pending = bitset_new(scratch, n),
    };

    for (uint32_t number = 1; number < program->n_fns; number++)
        scan_function(&flow, number);
    for (uint32_t number = 1; number < program->n_fns; number++)
        find_loaded(&flow, number);
    flow_of_models(&flow);
    propagate(&flow);
    judge_calls(&flow);
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (program->fns[number].n_calls)
            qsort(program->fns[number].calls, program->fns[number].n_calls,
                  sizeof(struct call_site), compare_sites);
    for (uint32_t i = 0; i < n; i++) {
        struct number_list *values = &flow.values[i];
        if (values->count) {
            uint32_t *kept =
                arena_copy(program->run, values->items, values->count * sizeof(uint32_t));
            free(values->items);
            values->items = kept;
        }
        vector_deinit(&flow.onward[i]);
        vector_deinit(&flow.called[i]);
    }
    vector_deinit(&flow.todo);
    intmap_deinit(&flow.edges);
    program->function_values = flow.values;
    arena_free(scratch);
}

struct fn_list targets_of_element(const struct program *program, uint32_t input, uint32_t element)
{
    const struct number_list *values = &program->function_values[element_index(program, element)];
    struct number_list bodies = {0};

    for (uint32_t i = 0; element && i < values->count; i++) {
        struct fn_list some = input == TARGETS_OF_ALL_UNITS
                                  ? program->entities[values->items[i]].bodies
                                  : link_resolve(program, input, values->items[i]);
        for (uint32_t k = 0; k < some.count; k++)
            add_sorted(&bodies, some.items[k]);
    }
    struct fn_list list = {arena_copy(program->run, bodies.items, bodies.count * sizeof(uint32_t)),
                           bodies.count};
    vector_deinit(&bodies);
    return list;
}

/* Whether the operand is text or other plain data: what functions flow to such a place by is not understood. */
static bool is_plain_data(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){operand.index});
    bool is_reference = type->kind == IR_TYPE_POINTER || type->kind == IR_TYPE_ARRAY;
    return is_reference && fn->unit->types[type->element.index].kind == IR_TYPE_INTEGER;
}

struct fn_list targets_of_operand(const struct program *program, uint32_t fn,
                                  struct ir_operand operand, bool *ret_complete)
{
    *ret_complete = false;
    if (is_plain_data(&program->fns[fn], operand))
        return (struct fn_list){0};
    if (operand.kind == IR_OPERAND_FUNCTION) {
        *ret_complete = true;
        return link_resolve(program, program->fns[fn].input,
                            entity_of_operand(program, fn, operand));
    }
    struct fn_list list = targets_of_element(program, program->fns[fn].input,
                                             element_of_operand(program, fn, operand));
    *ret_complete = list.count > 0 && list.count <= VALUES_MOST;
    return list;
}

struct fn_list targets_in_table(const struct program *program, uint32_t fn,
                                const struct call_site *call)
{
    const struct ir_instr *instr = &program->fns[fn].unit->instrs[call->instr];
    uint32_t element = call->entity ? 0 : element_of_operand(program, fn, instr->a);
    /* what came there by copies is cut off at one more than VALUES_MOST, and says nothing */
    bool is_table = element && program->function_values[element_index(program, element)].count >
                                   VALUES_MOST + 1;
    struct number_list accepted = {0};

    struct fn_list all = {0};
    if (is_table)
        all = targets_of_element(program, program->fns[fn].input, element);
    for (uint32_t i = 0; i < all.count; i++)
        if (accepts(program, &program->fns[all.items[i]], instr))
            vector_push(&accepted, all.items[i]);
    struct fn_list list = {
        arena_copy(program->run, accepted.items, accepted.count * sizeof(uint32_t)),
        accepted.count};
    vector_deinit(&accepted);
    return list;
}
