/* open_store() and close_store() around one request: the handler calls both, and none of it is there for the next one.
 * The client lies in an object that the one allocates and the other one frees, in an object of the handler's own, or in
 * a global that the one fills and the other one closes.
 *
 * A client is not made for each request where one is made when there is none, or where something else that outlives the
 * request decides: no test of a global may be on the way to it. Nor is one taken down by a function that only does so
 * when nobody else uses it, or when a pool is full: but for whether there is a client, that function asks nothing. */
#include "program/clients_rebuilt.h"

#include "program/clients.h"
#include "program/conditions.h"
#include "program/elements.h"
#include "program/holders.h"
#include "program/model_control.h"
#include "program/solver.h"

/* Calls between the handler and the function that makes the client; callers of one function that are looked at. */
enum { LEVELS_MOST = 3, CALLERS_MOST = 16 };

struct rebuild {
    const struct program *program;
    const struct creation_record *record;
    uint32_t element; /* the field, or the global, that gets the client */
};

static bool is_shared(const struct fn *fn, uint32_t place)
{
    while (place && fn_place(fn, place)->kind == IR_PLACE_FIELD)
        place = fn_place(fn, place)->parent.index;
    return place && (fn_place(fn, place)->kind == IR_PLACE_GLOBAL ||
                     fn_place(fn, place)->kind == IR_PLACE_DEREF);
}

/* Where the function around the call puts the client, by its result or by the address that it hands over; 0 = not one
 * place that lasts. */
static uint32_t element_of_client(const struct program *program,
                                  const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    const struct ir_instr *call = &fn->unit->instrs[record->instr];
    uint32_t place = call->dst.index && is_shared(fn, call->dst.index) ? call->dst.index : 0;

    for (uint32_t i = 0; i < call->arguments.count && !place; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        if (operand.kind == IR_OPERAND_ADDRESS && is_shared(fn, operand.index))
            place = operand.index;
    }
    return place ? element_of_named_place(program, record->fn, (struct ir_place_id){place}) : 0;
}

/* Whether the function names what holds the client at all. */
static bool mentions(const struct rebuild *rebuild, uint32_t number)
{
    const struct fn *fn = &rebuild->program->fns[number];

    for (uint32_t place = 1; place < fn->ir->places.count; place++)
        if (element_of_place(rebuild->program, number, (struct ir_place_id){place}) ==
            rebuild->element)
            return true;
    return false;
}

/* The call whose result the branch tests; NULL = it tests something else. */
static const struct call_site *tested_call(const struct fn *fn, const struct ir_block *block)
{
    const struct ir_instr *write = block->a.kind == IR_OPERAND_PLACE && fn_local(fn, block->a)
                                       ? conditions_only_write(fn, block->a.index)
                                       : NULL;

    if (!write || write->op != IR_CALL)
        return NULL;
    return &fn->calls[graph_first_call(fn, (uint32_t)(write - fn->unit->instrs))];
}

/* Whether the branch only decides whether a loop goes on: `while (!stop)`. */
static bool keeps_on(const struct fn *fn, uint32_t id, uint32_t edge)
{
    return fn_block(fn, id)->end == IR_END_BRANCH && graph_leaves_loop(fn, id, 1 - edge);
}

/* Whether what outlives the request decides whether control comes to the block: a global, or a function that looks at
 * where the client is kept. */
static bool hangs_on_state(const struct rebuild *rebuild, uint32_t number, uint32_t to)
{
    const struct program *program = rebuild->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; graph_n_successors(block) > 1 && edge < graph_n_successors(block);
             edge++) {
            if (id == to || !graph_needs_edge(fn, to, id, edge) || keeps_on(fn, id, edge))
                continue;
            uint32_t element = conditions_of_edge(program, number, id, edge).element;
            const struct call_site *tested = tested_call(fn, block);
            bool is_ready = tested && tested->targets.count &&
                            !program->fns[tested->targets.items[0]].is_model &&
                            mentions(rebuild, tested->targets.items[0]);
            if (element == rebuild->element || (element && !element_is_field(element)) || is_ready)
                return true;
        }
    }
    return false;
}

/* ---- taken down ---- */

/* Whether all that decides whether the function comes to the block is whether there is a client, or an object. */
static bool comes_for_sure(const struct rebuild *rebuild, uint32_t number, uint32_t to)
{
    const struct fn *fn = &rebuild->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; graph_n_successors(block) > 1 && edge < graph_n_successors(block);
             edge++) {
            if (id == to || !graph_needs_edge(fn, to, id, edge))
                continue;
            uint32_t local = fn_local(fn, block->a);
            bool is_object =
                local && local <= fn->ir->n_parameters &&
                fn->unit->types[fn->unit->locals[fn->ir->locals.first + local].type.index].kind ==
                    IR_TYPE_POINTER;
            if (!is_object &&
                conditions_of_edge(rebuild->program, number, id, edge).element != rebuild->element)
                return false;
        }
    }
    return true;
}

/* The parameter of the function in which the call ends what holds the client; 0 = in a global. */
static uint32_t ended_parameter(const struct fn *fn, const struct ir_instr *call)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        uint32_t local = operand.kind == IR_OPERAND_PLACE ? fn_root_local(fn, operand.index) : 0;
        if (local && local <= fn->ir->n_parameters)
            return local;
    }
    return 0;
}

static bool frees_parameter(const struct rebuild *rebuild, uint32_t number, uint32_t parameter)
{
    const struct fn *fn = &rebuild->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (site->targets.count && call->arguments.count &&
            model_frees(rebuild->program, site->targets.items[0]) &&
            fn_local(fn, fn->unit->operands[call->arguments.first]) == parameter &&
            comes_for_sure(rebuild, number, site->block))
            return true;
    }
    return false;
}

/* Whether nobody else can have the object that the handler hands over there: it is the handler's own, or one that it got
 * when it had the client made, put nowhere else, and has freed now. */
static bool is_own_object(const struct rebuild *rebuild, uint32_t handler,
                          const struct call_site *made, const struct call_site *down,
                          uint32_t parameter)
{
    const struct fn *fn = &rebuild->program->fns[handler];
    const struct ir_instr *maker = &fn->unit->instrs[made->instr];
    const struct ir_instr *ender = &fn->unit->instrs[down->instr];
    if (parameter > ender->arguments.count)
        return false;
    struct ir_operand object = fn->unit->operands[ender->arguments.first + parameter - 1];
    bool is_local = (object.kind == IR_OPERAND_ADDRESS || object.kind == IR_OPERAND_PLACE) &&
                    fn_place(fn, object.index)->kind == IR_PLACE_LOCAL;

    if (!is_local || fn_place(fn, object.index)->argument <= fn->ir->n_parameters)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[fn_block(fn, id)->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index && instr->a.kind == object.kind &&
                instr->a.index == object.index && is_shared(fn, instr->dst.index))
                return false;
        }
    for (uint32_t i = 0; i < maker->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[maker->arguments.first + i];
        if (operand.kind == IR_OPERAND_ADDRESS && operand.index == object.index)
            return object.kind == IR_OPERAND_ADDRESS ||
                   frees_parameter(rebuild, down->targets.items[0], parameter);
    }
    return object.kind == IR_OPERAND_PLACE && maker->dst.index == object.index &&
           frees_parameter(rebuild, down->targets.items[0], parameter);
}

/* Whether control comes from the one call to the other in the same round of whatever loops are around the first. */
static bool is_behind(const struct fn *fn, const struct call_site *made,
                      const struct call_site *down)
{
    for (uint32_t i = 0; i < fn->n_loops; i++)
        if (bitset_has(&fn->loops[i].blocks, made->block) &&
            !bitset_has(&fn->loops[i].blocks, down->block))
            return false;
    return down->block == made->block ? down->instr > made->instr
                                      : graph_dominates(fn, made->block, down->block);
}

/* Whether the handler's call takes down what the other one has made. */
static bool takes_down(const struct rebuild *rebuild, uint32_t handler,
                       const struct call_site *made, const struct call_site *down)
{
    const struct program *program = rebuild->program;
    const struct creations *all = &program->solution->creations;
    uint32_t target = down->targets.count == 1 ? down->targets.items[0] : 0;

    if (!target || program->fns[target].is_model || !is_behind(&program->fns[handler], made, down))
        return false;
    for (uint32_t i = 0; i < all->sites.count; i++) {
        const struct end_site *site = &all->sites.items[i];
        const struct fn *fn = &program->fns[site->fn];
        if (site->fn != target || !program->fns[site->callee].is_model ||
            site->key.last != rebuild->element || !(site->events & clients_end(rebuild->record)))
            continue;
        uint32_t block = fn->calls[graph_first_call(fn, site->instr)].block;
        uint32_t parameter = ended_parameter(fn, &fn->unit->instrs[site->instr]);
        bool is_field = element_is_field(rebuild->element);
        if (comes_for_sure(rebuild, target, block) && (parameter != 0) == is_field &&
            (!is_field || is_own_object(rebuild, handler, made, down, parameter)))
            return true;
    }
    return false;
}

/* ---- around one request ---- */

/* Whether the function returns from there without coming to one of the blocks. */
static bool returns_around(const struct fn *fn, uint32_t from, const struct bitset *blocks,
                           struct arena *scratch)
{
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool returns = false;

    if (!bitset_has(blocks, from) && bitset_add(&seen, from))
        vector_push(&todo, from);
    while (todo.count && !returns) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        returns = block->end == IR_END_RETURN;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (!bitset_has(blocks, next) && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return returns;
}

/* Functions below each other in which others may be served. */
enum { SERVE_DEPTH = 2 };

/* Whether the function waits for events in a loop, behind the block: then the client lasts as long as that. */
// NOLINTNEXTLINE(misc-no-recursion): at most SERVE_DEPTH deep
static bool serves_behind(const struct program *program, uint32_t number, uint32_t from,
                          uint32_t depth, struct arena *scratch)
{
    const struct fn *fn = &program->fns[number];
    struct bitset behind = conditions_reach(fn, from, scratch);

    bitset_add(&behind, from);
    for (uint32_t i = 0; i < fn->n_loops; i++)
        if (bitset_has(&behind, fn->loops[i].head) && !bitset_has(&fn->loops[i].blocks, from) &&
            contexts_loop_source(program, number, &fn->loops[i], fn->loops[i].head) != SOURCE_NONE)
            return true;
    for (uint32_t c = 0; c < fn->n_calls && depth < SERVE_DEPTH; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (bitset_has(&behind, fn->calls[c].block) &&
                !program->fns[fn->calls[c].targets.items[k]].is_model &&
                serves_behind(program, fn->calls[c].targets.items[k], 1, depth + 1, scratch))
                return true;
    return false;
}

/* Whether the handler takes down again what its call has made, wherever that did not fail. */
static bool is_around(const struct rebuild *rebuild, uint32_t handler, const struct call_site *made,
                      struct source_place *ret_at)
{
    const struct program *program = rebuild->program;
    const struct fn *fn = &program->fns[handler];
    struct arena *scratch = arena_new();
    struct bitset downs = bitset_new(scratch, fn->ir->blocks.count);
    const struct call_site *last = NULL;

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (takes_down(rebuild, handler, made, &fn->calls[c])) {
            bitset_add(&downs, fn->calls[c].block);
            last = &fn->calls[c];
        }
    const struct ir_block *block = fn_block(fn, made->block);
    bool always = last && !returns_around(fn, made->block, &downs, scratch);
    for (uint32_t edge = 0; last && !always && edge < graph_n_successors(block); edge++)
        always = !returns_around(fn, graph_successor(fn, block, edge), &downs, scratch);
    always = always && !serves_behind(program, handler, made->block, 0, scratch);
    arena_free(scratch);
    if (always)
        *ret_at = graph_place(program, fn, fn->unit->instrs[last->instr].at);
    return always;
}

/* Whether so is a caller of the function, called for each event, in one of whose blocks the client is made. */
// NOLINTNEXTLINE(misc-no-recursion): at most LEVELS_MOST deep
static bool is_rebuilt_above(const struct rebuild *rebuild, uint32_t number, uint32_t block,
                             uint32_t level, struct source_place *ret_at)
{
    const struct program *program = rebuild->program;
    const struct fn *fn = &program->fns[number];

    /* in a field of an object that is new, nothing was before */
    if (level == LEVELS_MOST || fn->n_called_at > CALLERS_MOST ||
        (!element_is_field(rebuild->element) && hangs_on_state(rebuild, number, block)))
        return false;
    for (uint32_t i = 0; i < fn->n_called_at; i++) {
        uint32_t caller = fn->called_at[i].fn;
        const struct call_site *site = &program->fns[caller].calls[fn->called_at[i].call];
        if (program->fns[caller].is_model || caller == number || site->targets.count != 1 ||
            !contexts_is_steady(program, caller, site->block))
            continue;
        if ((!hangs_on_state(rebuild, caller, site->block) &&
             is_around(rebuild, caller, site, ret_at)) ||
            is_rebuilt_above(rebuild, caller, site->block, level + 1, ret_at))
            return true;
    }
    return false;
}

bool clients_rebuilt(const struct program *program, const struct creation_record *record,
                     struct source_place *ret_at)
{
    struct rebuild rebuild = {program, record, 0};

    if (record->kind != OBJECT_CLIENT || record->through || record->passed_on || record->at_limit)
        return false;
    rebuild.element = element_of_client(program, record);
    return rebuild.element && is_rebuilt_above(&rebuild, record->fn, record->block, 0, ret_at);
}

/* ---- put over the one before ---- */

/* Whether all who end what is kept in the global do so once: at the end of the program. */
static bool is_ended_once(const struct rebuild *rebuild)
{
    const struct program *program = rebuild->program;
    const struct creations *all = &program->solution->creations;
    unsigned end = clients_end(rebuild->record);

    for (uint32_t i = 0; i < all->blind_endings.count; i++)
        if (all->blind_endings.items[i].events & end)
            return false;
    for (uint32_t i = 0; i < all->endings.count; i++) {
        const struct ending_record *ending = &all->endings.items[i];
        bool is_its = !ending->key.last || ending->key.last == rebuild->element;
        if (is_its &&
            (!ending->block || contexts_often(program, ending->fn, ending->block) != OFTEN_ONCE))
            return false;
    }
    return true;
}

/* Whether nothing that outlives the event decides, from there up to what is called for each. */
static bool is_free_of_state(const struct rebuild *rebuild)
{
    const struct program *program = rebuild->program;
    const struct creation_record *record = rebuild->record;
    uint32_t source = contexts_source(program, record->fn, record->block).fn;
    uint32_t fn = record->fn, block = record->block;

    for (uint32_t up = 0; fn && up < LEVELS_MOST; up++) {
        if (hangs_on_state(rebuild, fn, block))
            return false;
        if (fn == source)
            return true;
        struct context_origin origin = contexts_origin(program, fn);
        fn = origin.kind == ROOT_CALL ? origin.from : 0;
        block = origin.from_block;
    }
    return false;
}

bool clients_put_over(const struct program *program, const struct creation_record *record)
{
    struct rebuild rebuild = {program, record, 0};
    struct context_source source = contexts_source(program, record->fn, record->block);
    bool is_served = source.source == SOURCE_REQUEST || source.source == SOURCE_CONNECTION ||
                     source.source == SOURCE_ACCEPT_LOOP;

    if (!is_served || record->kind != OBJECT_CLIENT || record->through || record->passed_on ||
        record->at_limit || record->unknown || record->readable || record->ended ||
        record->classes.count != 1 || record->keepings.count != 1)
        return false;
    const struct keeping *keeping = &record->keepings.items[0];
    rebuild.element = keeping->key.last;
    return keeping->in_global && !keeping->key.before && !element_is_field(rebuild.element) &&
           keeping->fn == record->fn && keeping->instr == record->instr &&
           !holders_escape(program->holders, rebuild.element) && is_ended_once(&rebuild) &&
           is_free_of_state(&rebuild);
}
