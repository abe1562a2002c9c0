/* A function that joins a thread only where a parameter asks for it, and lets go of it either way: it clears the handle
 * or the flag that every join is behind, or frees the object that holds the handle.
 *
 *   running = 0;                                 while (pool->n > n) {
 *   tid = 0;                                         w = pool->workers[--pool->n];
 *   if (wait)                                        if (n == 0)
 *       pthread_join(old, NULL);                         pthread_join(w->tid, NULL);
 *                                                    free(w);
 * That there is a thread on both ways, a look at the handle or the flag tells, or that each such object is made together
 * with its thread, and is taken from where it is kept: one that is handed in may be new, and the parameter tell of that.
 *
 * Requires solve, contexts, members, holders. */
#include "program/elements.h"
#include "program/lives.h"
#include "program/solver.h"
#include "program/unreaped_search.h"

/* A branch on a parameter, one way out of which the joins need. */
struct request {
    const struct search *search;
    const struct end_site *site;
    uint32_t number; /* the function */
    const struct fn *fn;
    uint32_t block, edge; /* the way with the join */
    uint32_t parameter;   /* from 1 */
    enum ir_operator relation;
    int64_t value; /* without a join, the parameter has that relation to it */
};

/* ---- the branch ---- */

/* The parameter of integer type, never written, that is compared with a number; 0 = none. */
static uint32_t parameter_of(const struct fn *fn, const struct ir_block *block, int64_t *ret_value)
{
    uint32_t local = block->end == IR_END_BRANCH ? fn_local(fn, block->a) : 0;

    if (!local || local > fn->ir->n_parameters || !fn_number(fn, block->b, ret_value))
        return 0;
    const struct ir_local *parameter = ir_local(fn->unit, fn->ir, (struct ir_local_id){local});
    bool is_number = fn->unit->types[parameter->type.index].kind == IR_TYPE_INTEGER;
    return is_number && !(parameter->flags & IR_LOCAL_ADDRESS_TAKEN) ? local : 0;
}

static bool is_written(const struct fn *fn, uint32_t local)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_operand dst = {IR_OPERAND_PLACE, fn->unit->instrs[i].dst.index};
            if (dst.index && fn_local(fn, dst) == local)
                return true;
        }
    }
    return false;
}

/* Whether some caller may hand over what has no join. */
static bool may_be_refused(const struct request *request)
{
    const struct program *program = request->search->program;

    if (members_has_unseen_callers(program, request->number))
        return true;
    for (uint32_t i = 0; i < request->fn->n_called_at; i++) {
        uint32_t number = request->fn->called_at[i].fn;
        const struct fn *caller = &program->fns[number];
        const struct call_site *site = &caller->calls[request->fn->called_at[i].call];
        int64_t given;
        if (site->targets.count != 1 ||
            caller->unit->instrs[site->instr].arguments.count < request->parameter ||
            !contexts_reached(program, number))
            continue;
        if (!fn_number(caller, fn_argument(caller, site->instr, request->parameter), &given) ||
            number_compare(given, request->relation, request->value))
            return true;
    }
    return false;
}

/* Whether all that ends such a thread in the function needs that way. */
static bool needs_request(const struct request *request)
{
    const struct search *search = request->search;
    const struct fn *fn = request->fn;

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *call = &fn->calls[i];
        bool ends = false;
        for (uint32_t k = 0; k < search->sites.count; k++)
            ends |= search->sites.items[k]->fn == request->number &&
                    search->sites.items[k]->instr == call->instr;
        for (uint32_t k = 0; k < call->targets.count; k++)
            ends |= bitset_has(&search->enders, call->targets.items[k]);
        if (ends && !graph_needs_edge(fn, call->block, request->block, request->edge))
            return false;
    }
    return true;
}

/* ---- what lets go of it ---- */

/* Whether control gets from there to that block (0 = to a return) without passing the other one. */
static bool gets_around(const struct request *request, uint32_t from, uint32_t to, uint32_t other)
{
    const struct fn *fn = request->fn;
    struct bitset seen = bitset_new(request->search->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    bitset_add(&seen, from);
    vector_push(&todo, from);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        if (id == other)
            continue;
        found = to ? id == to : block->end == IR_END_RETURN;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* Whether every way that takes no join passes the block: before the branch, or behind it. */
static bool is_passed(const struct request *request, uint32_t block)
{
    uint32_t refused = fn_block(request->fn, request->block)->target[!request->edge].index;

    return block == request->block || !gets_around(request, 1, request->block, block) ||
           !gets_around(request, refused, 0, block);
}

/* What the join is handed: a local, or a place that one leads to. */
static struct ir_operand handle_of(const struct request *request)
{
    const struct fn *fn = request->fn;
    const struct ir_instr *call = &fn->unit->instrs[request->site->instr];

    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + k];
        bool is_place = argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS;
        if (is_place && fn_root_local(fn, argument.index))
            return argument;
    }
    return (struct ir_operand){0};
}

/* Whether a copy of the handle in a local goes elsewhere on the way without a join. */
static bool is_handed_on(const struct request *request)
{
    const struct fn *fn = request->fn;
    uint32_t local = fn_local(fn, handle_of(request));

    for (uint32_t id = 1; local && id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        bool with_join = graph_needs_edge(fn, id, request->block, request->edge);
        for (uint32_t i = instrs.first; !with_join && i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (instr->op == IR_COPY && fn_local(fn, instr->a) == local)
                return true;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                if (fn_local(fn, fn->unit->operands[instr->arguments.first + k]) == local)
                    return true;
        }
    }
    return false;
}

/* Whether every join of such a thread, once that is written, is out of reach. */
static bool hides(const struct search *search, const struct constant_write *write)
{
    const struct leaving as_if = {.element = write->element, .number = write->number};
    struct step ignored;

    return write->element == search->key.last || search_missed_everywhere(search, &as_if, &ignored);
}

/* A write behind a look that has found a thread, after which nobody finds it; 0 = none. */
static uint32_t find_clearing(const struct request *request)
{
    const struct search *search = request->search;
    const struct fn *fn = request->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct constant_write write =
                conditions_write(search->program, request->number, &fn->unit->instrs[i]);
            struct condition_list before = {0};
            if (!write.element || write.counts_down || !search_belongs(search, write.element))
                continue;
            conditions_before(search->program, request->number, request->block, &before);
            bool falsifies = conditions_exclude(&before, write.element, write.number);
            vector_clear(&before);
            conditions_before(search->program, request->number, id, &before);
            falsifies &= conditions_exclude(&before, write.element, write.number);
            vector_deinit(&before);
            if (falsifies && is_passed(request, id) && hides(search, &write))
                return i;
        }
    }
    return 0;
}

/* Whether the local gets what is kept somewhere, and nothing else. */
static bool is_taken_from_keep(const struct fn *fn, uint32_t local)
{
    bool taken = false;

    if (local <= fn->ir->n_parameters)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            struct ir_operand dst = {IR_OPERAND_PLACE, instr->dst.index};
            if (!instr->dst.index || fn_local(fn, dst) != local)
                continue;
            if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_PLACE || fn_local(fn, instr->a))
                return false;
            taken = true;
        }
    }
    return taken;
}

/* A call that frees the object with the joined handle; 0 = none. */
static uint32_t find_freeing(const struct request *request)
{
    const struct search *search = request->search;
    const struct stop_facts *facts = lives_found(search->program);
    struct ir_operand handle = handle_of(request);
    uint32_t local = handle.kind ? fn_root_local(request->fn, handle.index) : 0;

    if (!element_is_field(search->key.last) || !search_is_born_with_it(search) ||
        !is_taken_from_keep(request->fn, local))
        return 0;
    uint32_t record = search_record(search, search->key.last);
    for (uint32_t i = facts->first_life[record]; i < facts->first_life[record + 1]; i++) {
        const struct life *life = &facts->lives.items[i];
        uint32_t block = life->fn == request->number && !life->made
                             ? conditions_block_of(request->fn, life->instr)
                             : 0;
        if (block && fn_local(request->fn, life->object) == local && is_passed(request, block))
            return life->instr;
    }
    return 0;
}

static void tell(const struct request *request, uint32_t instr, bool frees,
                 struct unreaped *ret_unreaped)
{
    const struct search *search = request->search;
    const struct fn *fn = request->fn;
    const struct ir_local *parameter =
        ir_local(fn->unit, fn->ir, (struct ir_local_id){request->parameter});
    const char *name = ir_text(fn->unit, parameter->name);
    struct constant_write write =
        conditions_write(search->program, request->number, &fn->unit->instrs[instr]);

    ret_unreaped->words = "is forgotten where the join is not asked for";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, request->number, fn_block(fn, request->block)->at),
        arena_printf(search->program->run, "%s() joins it only as '%s' says", fn->name, name)};
    ret_unreaped->steps[1] =
        (struct step){search_place(search, request->number, fn->unit->instrs[instr].at),
                      frees ? "the object that holds the handle is freed here either way"
                            : arena_printf(search->program->run, "'%s' is cleared either way",
                                           search_name(search, write.element))};
    ret_unreaped->n_steps = 2;
}

static bool find_at(const struct search *search, const struct end_site *site,
                    struct unreaped *ret_unreaped)
{
    const struct fn *fn = search_fn(search, site->fn);
    uint32_t here = conditions_block_of(fn, site->instr);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct request request = {
            .search = search, .site = site, .number = site->fn, .fn = fn, .block = id};
        const struct ir_block *block = fn_block(fn, id);
        request.parameter = parameter_of(fn, block, &request.value);
        if (!request.parameter)
            continue;
        request.edge = graph_needs_edge(fn, here, id, 1);
        if (!request.edge && !graph_needs_edge(fn, here, id, 0))
            continue;
        request.relation = (enum ir_operator)block->relation;
        if (!request.edge)
            request.relation = relation_negate(request.relation);
        if (is_written(fn, request.parameter) || !needs_request(&request) ||
            is_handed_on(&request) || !may_be_refused(&request))
            continue;
        uint32_t cleared = find_clearing(&request), freed = cleared ? 0 : find_freeing(&request);
        if (cleared || freed) {
            tell(&request, cleared ? cleared : freed, freed != 0, ret_unreaped);
            return true;
        }
    }
    return false;
}

bool search_on_request(const struct search *search, struct unreaped *ret_unreaped)
{
    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        if (search_is_direct(search, site) && !fn_is_broken(search_fn(search, site->fn)) &&
            contexts_reached(search->program, site->fn) && find_at(search, site, ret_unreaped))
            return true;
    }
    return false;
}
