/* Ways of a server from one request to the next on which it does not answer.
 *
 * Requires channels. Whatever is not known is taken to answer. */
#include "program/unsent_answers_inside.h"

#include "program/conditions.h"
#include "program/stores.h"

/* Bounds: starts behind one receiving call; functions down from the loop in which an answer may be left out. */
enum { STARTS_MOST = 8, SILENT_DOWN = 3 };

/* A function on the way to the answers: the server, or one that it calls. */
struct scope {
    struct answering *answering;
    uint32_t number;
    const struct fn *fn;
    struct bitset
        tainted; /* locals that hold the request, or what was computed from the result of the call that takes
                            * it */
    uint32_t down; /* how many calls below the server it is */
};

static bool is_tainted(const struct scope *scope, struct ir_operand operand)
{
    uint32_t local = operand.kind == IR_OPERAND_PLACE ? fn_local(scope->fn, operand) : 0;

    return local && bitset_has(&scope->tainted, local);
}

/* Whether the operand is the request, a part of what it was received into, or an address in it. */
static bool is_request(const struct scope *scope, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return false;
    uint32_t local = fn_root_local(scope->fn, operand.index);
    if (!local || !bitset_has(&scope->tainted, local))
        return false;
    const struct ir_place *place = fn_place(scope->fn, operand.index);
    while (operand.kind == IR_OPERAND_PLACE && place->kind == IR_PLACE_FIELD)
        place = fn_place(scope->fn, place->parent.index);
    return operand.kind == IR_OPERAND_ADDRESS || place->kind == IR_PLACE_LOCAL;
}

/* Whether the instruction takes an object out of something shared: it may be the request. */
static bool takes_object(const struct scope *scope, const struct ir_instr *instr)
{
    if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_PLACE || !instr->dst.index ||
        fn_place(scope->fn, instr->a.index)->kind == IR_PLACE_LOCAL)
        return false;
    return stores_type_of_place(scope->fn, instr->dst)->kind == IR_TYPE_POINTER;
}

/* Adds the locals that get a value from those which are known, or from something shared. */
static void spread(struct scope *scope)
{
    const struct fn *fn = scope->fn;

    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[i];
                struct ir_operand to = {IR_OPERAND_PLACE, instr->dst.index};
                bool derives = takes_object(scope, instr);
                if (instr->op == IR_COPY || instr->op == IR_COMPUTE)
                    derives |= is_tainted(scope, instr->a) || is_request(scope, instr->a) ||
                               (instr->op == IR_COMPUTE && is_tainted(scope, instr->b));
                uint32_t local = instr->dst.index ? fn_local(fn, to) : 0;
                if (derives && local)
                    changed |= bitset_add(&scope->tainted, local);
            }
        }
    }
}

/* The server, with what the call takes. */
static struct scope scope_of_server(struct answering *answering, const struct point *taking)
{
    const struct fn *fn = &answering->program->fns[answering->server.fn];
    const struct ir_instr *call = &fn->unit->instrs[taking->instr];
    uint32_t n_arguments = call->op == IR_CALL ? call->arguments.count : 0;
    struct scope scope = {answering, answering->server.fn, fn,
                          bitset_new(answering->scratch, fn->ir->locals.count), 0};

    if (call->dst.index && fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE, call->dst.index}))
        bitset_add(&scope.tainted,
                   fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE, call->dst.index}));
    for (uint32_t i = 0; i < n_arguments; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        if (operand.kind == IR_OPERAND_ADDRESS && fn_root_local(fn, operand.index))
            bitset_add(&scope.tainted, fn_root_local(fn, operand.index));
    }
    spread(&scope);
    return scope;
}

static bool is_answer(const struct scope *scope, const struct call_site *site)
{
    const struct channel *channel = scope->answering->channel;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &scope->answering->channels->uses.items[i];
        bool here = use->at_fn == scope->number && use->at_instr == site->instr;
        if (scope->answering->answers >> use->kind & 1 &&
            (here || (use->at_fn != scope->number &&
                      functions_lead_to(scope->answering->facts, site, use->at_fn))))
            return true;
    }
    return site->unresolved;
}

/* ---- calls in which an answer may be left out ---- */

static void mark_kept(const struct scope *scope, const struct point *taking,
                      struct path_query *query);

/* The function that the call reaches, with what it is given of the request; false where that is not known, or where
 * what it returns may say whether it has answered. */
static bool scope_below(const struct scope *scope, const struct call_site *site,
                        struct scope *ret_below)
{
    const struct program *program = scope->answering->program;
    const struct ir_instr *call = &scope->fn->unit->instrs[site->instr];

    if (scope->down == SILENT_DOWN || site->targets.count != 1 || site->unresolved ||
        call->dst.index || program->fns[site->targets.items[0]].is_model)
        return false;
    uint32_t number = site->targets.items[0];
    const struct fn *fn = &program->fns[number];
    *ret_below = (struct scope){scope->answering, number, fn,
                                bitset_new(scope->answering->scratch, fn->ir->locals.count),
                                scope->down + 1};
    for (uint32_t i = 0; i < call->arguments.count && i < fn->ir->n_parameters; i++)
        if (is_request(scope, scope->fn->unit->operands[call->arguments.first + i]))
            bitset_add(&ret_below->tainted, i + 1);
    spread(ret_below);
    return true;
}

/* Whether the call, which may answer, may also come back without having done so. */
static bool may_leave_out(const struct scope *scope, const struct call_site *site)
{
    const struct program *program = scope->answering->program;
    struct scope below;

    if (!scope_below(scope, site, &below))
        return false;
    struct path_query query = {.program = program,
                               .fn = below.number,
                               .from_entry = true,
                               .to_return = true,
                               .is_one_of_cases = true};
    mark_kept(&below, NULL, &query);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    if (answer.found && !scope->answering->silent.text) {
        const struct ir_block *block = fn_block(below.fn, answer.to_block);
        scope->answering->silent = (struct step){
            graph_place(program, below.fn, block->at),
            arena_printf(program->run, "%s() returns here without an answer", below.fn->name)};
    }
    return answer.found;
}

/* The blocks of the loop from which an answer may come before the next request is taken. */
static void find_leads(const struct scope *scope, const struct point *taking)
{
    struct answering *answering = scope->answering;
    const struct fn *fn = scope->fn;
    const struct loop *loop = &fn->loops[answering->server.loop - 1];
    uint32_t n = fn->ir->blocks.count;

    answering->leads = bitset_new(answering->scratch, n);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (bitset_has(&loop->blocks, fn->calls[c].block) && is_answer(scope, &fn->calls[c]))
            bitset_add(&answering->leads, fn->calls[c].block);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t id = n; id-- > 1;) {
            const struct ir_block *block = fn_block(fn, id);
            for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
                uint32_t next = graph_successor(fn, block, edge);
                if (bitset_has(&loop->blocks, id) && next != taking->block &&
                    bitset_has(&answering->leads, next))
                    changed |= bitset_add(&answering->leads, id);
            }
        }
    }
}

/* Whether the block tests the result of the receiving call, or the error that it has left. */
static bool tests_result(const struct scope *scope, const struct ir_block *block)
{
    const struct fn *fn = scope->fn;

    if (block->end != IR_END_BRANCH && block->end != IR_END_SWITCH)
        return false;
    if (is_tainted(scope, block->a) || is_tainted(scope, block->b))
        return true;
    /* *__errno_location() */
    return block->a.kind == IR_OPERAND_PLACE &&
           fn_place(fn, block->a.index)->kind == IR_PLACE_DEREF &&
           fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE,
                                            fn_place(fn, block->a.index)->parent.index}) != 0 &&
           stores_type_of_place(fn, (struct ir_place_id){block->a.index})->kind == IR_TYPE_INTEGER;
}

/* Whether the operand is the address of a number, or of a text, in the request: who gets that does not get at the request
 * around it. */
static bool is_plain_part(const struct scope *scope, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_ADDRESS ||
        fn_place(scope->fn, operand.index)->kind != IR_PLACE_FIELD)
        return false;
    const struct ir_type *type =
        stores_type_of_place(scope->fn, (struct ir_place_id){operand.index});
    if (type->kind == IR_TYPE_ARRAY)
        type = &scope->fn->unit->types[type->element.index];
    return type->kind == IR_TYPE_INTEGER;
}

/* Marks what answers, and what may answer later: calls that get what was taken, and stores of it. */
static void mark_kept(const struct scope *scope, const struct point *taking,
                      struct path_query *query) // NOLINT(misc-no-recursion): SILENT_DOWN
{
    const struct program *program = scope->answering->program;
    const struct fn *fn = scope->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            bool keeps = instr->op == IR_COPY && instr->dst.index &&
                         !fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE, instr->dst.index}) &&
                         (is_tainted(scope, instr->a) || is_request(scope, instr->a));
            if (keeps && (!taking || i != taking->instr))
                path_mark(query, i, PATH_STOP);
        }
    }
    uint32_t n_answers = 0;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        n_answers += is_answer(scope, &fn->calls[c]);
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        bool is_system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
        bool keeps = false;
        if (taking && site->instr == taking->instr)
            continue;
        for (uint32_t i = 0; i < call->arguments.count && !is_system; i++) {
            struct ir_operand given = fn->unit->operands[call->arguments.first + i];
            keeps |= is_request(scope, given) && !is_plain_part(scope, given);
        }
        if (is_answer(scope, site))
            keeps = n_answers > 1 || !may_leave_out(scope, site);
        if (keeps)
            path_mark(query, site->instr, PATH_STOP);
    }
}

/* Where what may be nothing is read, and then waited for: that way nothing was taken. */
static void mark_idle(const struct scope *scope, const struct point *taking,
                      struct path_query *query)
{
    const struct channel_uses *uses = &scope->answering->channels->uses;
    uint32_t to = scope->fn->unit->instrs[taking->instr].dst.index;

    if (!to || !fn_local(scope->fn, (struct ir_operand){IR_OPERAND_PLACE, to}))
        return;
    for (uint32_t i = 0; i < uses->count; i++)
        if (uses->items[i].kind == USE_WAIT && uses->items[i].at_fn == scope->number)
            path_mark(query, uses->items[i].at_instr, PATH_STOP);
}

/* A way from that block (0: from the taking) to the taking of the next request without an answer. */
static struct path_answer find_silent(const struct scope *scope, const struct point *taking,
                                      uint32_t from)
{
    struct path_query query = {.program = scope->answering->program,
                               .fn = scope->number,
                               .from_block = from,
                               .is_one_of_cases = true};

    mark_kept(scope, taking, &query);
    if (!from)
        mark_idle(scope, taking, &query);
    path_mark(&query, taking->instr, from ? PATH_TO : PATH_FROM | PATH_TO);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

/* Follows the tests of the receiving call's result to where a request has come, and goes on from there. */
static bool has_silent_way(const struct scope *scope, const struct point *taking,
                           struct path_answer *ret_answer)
{
    const struct answering *answering = scope->answering;
    const struct fn *fn = scope->fn;
    struct bitset seen = bitset_new(answering->scratch, fn->ir->blocks.count);
    uint32_t todo[STARTS_MOST], n = 0;

    todo[n++] = taking->block;
    bitset_add(&seen, taking->block);
    for (uint32_t at = 0; at < n; at++) {
        const struct ir_block *block = fn_block(fn, todo[at]);
        bool tests = tests_result(scope, block);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (!bitset_has(&answering->leads, next) || !bitset_add(&seen, next))
                continue;
            if ((tests || todo[at] == taking->block) && tests_result(scope, fn_block(fn, next)) &&
                n < STARTS_MOST) {
                todo[n++] = next;
                continue;
            }
            *ret_answer = find_silent(scope, taking, next);
            if (ret_answer->found)
                return true;
        }
    }
    return false;
}

bool answering_is_silent(struct answering *answering, const struct point *taking,
                         struct path_answer *ret_answer)
{
    struct scope scope = scope_of_server(answering, taking);

    if (scope.fn->unit->instrs[taking->instr].op != IR_CALL) {
        *ret_answer = find_silent(&scope, taking, 0);
        return ret_answer->found;
    }
    find_leads(&scope, taking);
    return has_silent_way(&scope, taking, ret_answer);
}
