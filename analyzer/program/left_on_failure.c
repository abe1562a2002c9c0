/* Start-up that fails behind its thread: one of the ways on which it does joins the thread, another one returns the
 * same failure and leaves it running.
 *
 *   if (start(&c->grab) != 0)
 *       return -1;
 *   if (!(c->file = open_file()))
 *       return -1;                       left
 *   if (start(&c->store) != 0) {
 *       stop(c); join(c->grab);          who calls this one has nothing to clean up behind a failure
 *       return -1;
 *   }
 *
 * What is a failure tells the way on which the thread itself could not be started.
 *
 * Requires solve, contexts, members. */
#include "program/elements.h"
#include "program/failed_starts.h"
#include "program/solver.h"
#include "program/unreaped_search.h"

/* What a function returns on a way, as far as it tells success from failure. */
enum says { SAYS_UNKNOWN, SAYS_ZERO, SAYS_NONZERO, N_SAYS };

/* Functions that call each other on the way up from the start; bound of the blocks that are looked at. */
enum { UP_MOST = 4, BLOCKS_MOST = 400 };

/* The ways behind a call to the returns of its function. A state is a block, whether the thread is joined, and what the
 * returned local holds. */
struct ways_back {
    const struct search *search;
    uint32_t number;
    const struct fn *fn;
    uint32_t result; /* the local that is returned; 0 = none is */
    struct bitset
        joining; /* blocks with a join, and those whose branch says whether there is one to make */
    uint32_t *parent; /* per state: that from which it was reached first, + 1; 0 = it was not */
    VECTOR(uint32_t) todo;
};

static uint32_t state_of(uint32_t block, bool joined, enum says told)
{
    return (block * 2 + joined) * N_SAYS + told;
}

/* ---- joins ---- */

static bool is_joining(const struct search *search, uint32_t number, const struct call_site *call)
{
    bool joins = false;

    for (uint32_t i = 0; i < search->sites.count && !joins; i++)
        joins =
            search->sites.items[i]->fn == number && search->sites.items[i]->instr == call->instr;
    for (uint32_t k = 0; k < call->targets.count && !joins; k++)
        joins = bitset_has(&search->enders, call->targets.items[k]);
    return joins;
}

/* Whether the branch tests what its block has just called, and not whether there is a thread. */
static bool tests_call(const struct fn *fn, const struct ir_block *block)
{
    for (uint32_t i = block->instrs.first; i < block->instrs.first + block->instrs.count; i++)
        if (fn->unit->instrs[i].op == IR_CALL && fn->unit->instrs[i].dst.index &&
            block->a.kind == IR_OPERAND_PLACE && block->a.index == fn->unit->instrs[i].dst.index)
            return true;
    return false;
}

static struct bitset find_joining(const struct search *search, uint32_t number)
{
    const struct fn *fn = search_fn(search, number);
    struct bitset joining = bitset_new(search->scratch, fn->ir->blocks.count);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (!is_joining(search, number, &fn->calls[c]))
            continue;
        bitset_add(&joining, fn->calls[c].block);
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(fn, id);
            for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
                if (graph_n_successors(block) > 1 && !tests_call(fn, block) &&
                    graph_needs_edge(fn, fn->calls[c].block, id, edge))
                    bitset_add(&joining, id);
        }
    }
    return joining;
}

/* ---- what is returned ---- */

static enum says told_by(const struct ways_back *ways, struct ir_operand operand, enum says local)
{
    int64_t number;

    if (fn_number(ways->fn, operand, &number))
        return number ? SAYS_NONZERO : SAYS_ZERO;
    if (operand.kind == IR_OPERAND_ADDRESS)
        return SAYS_NONZERO;
    const struct ir_instr *only =
        operand.kind == IR_OPERAND_PLACE ? conditions_only_write(ways->fn, operand.index) : NULL;
    if (only && only->op == IR_COMPUTE && only->operation == IR_NEG)
        operand = only->a;
    return ways->result && fn_local(ways->fn, operand) == ways->result ? local : SAYS_UNKNOWN;
}

/* What the returned local holds behind the block. */
static enum says told_behind(const struct ways_back *ways, const struct ir_block *block,
                             enum says told)
{
    const struct fn *fn = ways->fn;

    for (uint32_t i = block->instrs.first; i < block->instrs.first + block->instrs.count; i++) {
        const struct ir_instr *instr = &fn->unit->instrs[i];
        if (!instr->dst.index || !ways->result ||
            fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE, instr->dst.index}) != ways->result)
            continue;
        told = instr->op == IR_COPY ? told_by(ways, instr->a, told) : SAYS_UNKNOWN;
    }
    return told;
}

/* The same where the block is left by that edge; N_SAYS = it is not. */
static enum says told_on_edge(const struct ways_back *ways, const struct ir_block *block,
                              uint32_t edge, enum says told)
{
    enum ir_operator relation = (enum ir_operator)block->relation;
    int64_t number;

    if (block->end != IR_END_BRANCH || !ways->result ||
        fn_local(ways->fn, block->a) != ways->result || !fn_number(ways->fn, block->b, &number))
        return told;
    if (edge)
        relation = relation_negate(relation);
    if (told == SAYS_ZERO)
        return number_compare(0, relation, number) ? told : N_SAYS;
    if (!number_compare(0, relation, number))
        return SAYS_NONZERO;
    return relation == IR_EQ && number == 0 ? (told == SAYS_NONZERO ? N_SAYS : SAYS_ZERO) : told;
}

/* The first local that is returned, and has its value from more than one place. */
static uint32_t find_result(const struct fn *fn)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_operand operand = fn_block(fn, id)->a;
        if (fn_block(fn, id)->end == IR_END_RETURN && fn_local(fn, operand) &&
            !conditions_only_write(fn, operand.index))
            return fn_local(fn, operand);
    }
    return 0;
}

/* ---- the ways ---- */

static void enter(struct ways_back *ways, uint32_t from, uint32_t block, bool joined,
                  enum says told)
{
    uint32_t state = state_of(block, joined, told);

    if (ways->parent[state])
        return;
    ways->parent[state] = from + 1;
    vector_push(&ways->todo, state);
}

static bool ends_there(const struct ways_back *ways, uint32_t id)
{
    for (uint32_t c = 0; c < ways->fn->n_calls; c++)
        if (ways->fn->calls[c].block == id &&
            returns_never(ways->search->program, ways->fn, &ways->fn->calls[c]))
            return true;
    return false;
}

/* Follows all ways from what is to be done; the thread is started anew where they come to the block `spawn`. */
static void follow(struct ways_back *ways, uint32_t spawn)
{
    while (ways->todo.count) {
        uint32_t state = vector_pop(&ways->todo), id = state / (2 * N_SAYS);
        const struct ir_block *block = fn_block(ways->fn, id);
        bool joined = id != spawn && (state / N_SAYS % 2 || bitset_has(&ways->joining, id));
        enum says told = told_behind(ways, block, (enum says)(state % N_SAYS));
        if (ends_there(ways, id))
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            enum says behind = told_on_edge(ways, block, edge, told);
            if (behind != N_SAYS)
                enter(ways, state, graph_successor(ways->fn, block, edge), joined, behind);
        }
    }
}

static struct ways_back ways_from(const struct search *search, uint32_t number)
{
    struct ways_back ways = {.search = search, .number = number, .fn = search_fn(search, number)};

    ways.result = find_result(ways.fn);
    ways.joining = find_joining(search, number);
    ways.parent = ARENA_ARRAY(search->scratch, uint32_t, ways.fn->ir->blocks.count * 2 * N_SAYS);
    return ways;
}

/* What is returned on ways with or without a join: a set of enum says. `ret_state` (NULL = not asked): one of those
 * that return `wanted`. */
static unsigned returned(const struct ways_back *ways, bool joined, enum says wanted,
                         uint32_t *ret_state)
{
    unsigned set = 0;

    for (uint32_t id = 1; id < ways->fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(ways->fn, id);
        for (int t = 0; block->end == IR_END_RETURN && t < N_SAYS; t++)
            for (int was_joined = 0; was_joined < 2; was_joined++) {
                uint32_t state = state_of(id, was_joined, (enum says)t);
                bool is_joined = was_joined || bitset_has(&ways->joining, id);
                if (!ways->parent[state] || is_joined != joined || ends_there(ways, id))
                    continue;
                enum says told = told_by(ways, block->a, told_behind(ways, block, (enum says)t));
                set |= 1u << told;
                if (ret_state && told == wanted)
                    *ret_state = state;
            }
    }
    return set;
}

/* ---- the callers ---- */

/* Whether somebody who calls the function, which has failed and left its thread, joins it; or the process ends there. */
static bool is_cleaned_above(const struct search *search, uint32_t number, enum says failure,
                             uint32_t up);

/* Whether the way out of the block may be taken where the call in it has failed. */
static bool may_have_failed(const struct fn *fn, const struct ir_block *block, uint32_t edge,
                            const struct ir_instr *call, enum says failure)
{
    enum ir_operator relation = (enum ir_operator)block->relation;
    int64_t number;

    if (block->end != IR_END_BRANCH || !call->dst.index || block->a.kind != IR_OPERAND_PLACE ||
        block->a.index != call->dst.index || !fn_number(fn, block->b, &number))
        return true;
    if (edge)
        relation = relation_negate(relation);
    return failure == SAYS_ZERO
               ? number_compare(0, relation, number)
               : !(relation == IR_EQ && number == 0) && !(relation == IR_GE && number == 0);
}

static bool is_cleaned_behind(const struct search *search, uint32_t caller,
                              const struct call_site *site, enum says failure, uint32_t up)
{
    const struct fn *fn = search_fn(search, caller);
    struct ways_back ways = ways_from(search, caller);
    const struct ir_block *block = fn_block(fn, site->block);
    bool cleaned = fn->ir->blocks.count > BLOCKS_MOST;

    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
        if (may_have_failed(fn, block, edge, &fn->unit->instrs[site->instr], failure))
            enter(&ways, 0, graph_successor(fn, block, edge), false, SAYS_UNKNOWN);
    follow(&ways, 0);
    vector_deinit(&ways.todo);
    for (uint32_t id = 1; id < fn->ir->blocks.count && !cleaned; id++)
        for (uint32_t state = state_of(id, false, SAYS_UNKNOWN);
             state < state_of(id + 1, false, SAYS_UNKNOWN); state++)
            cleaned |= ways.parent[state] && bitset_has(&ways.joining, id);
    if (cleaned || contexts_in_main(search->program, caller))
        return true;
    unsigned told = returned(&ways, false, SAYS_UNKNOWN, NULL);
    return told &&
           is_cleaned_above(search, caller, told & 1u << failure ? failure : SAYS_UNKNOWN, up + 1);
}

static bool is_cleaned_above(const struct search *search, uint32_t number, enum says failure,
                             uint32_t up)
{
    const struct fn *fn = search_fn(search, number);

    if (up == UP_MOST)
        return true;
    for (uint32_t k = 0; k < fn->n_called_at; k++) {
        const struct caller_site *at = &fn->called_at[k];
        if (is_cleaned_behind(search, at->fn, &search_fn(search, at->fn)->calls[at->call], failure,
                              up))
            return true;
    }
    return false;
}

/* Whether all joins elsewhere are made without a look at anything of the thread's: whoever joins behind a failure that
 * has joined already joins twice, so that nobody is meant to. */
static bool are_unguarded(const struct search *search)
{
    bool unguarded = false;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        struct condition_list before = {0};
        if (!search_is_direct(search, site) || site->fn == search->record->fn)
            continue;
        search_conditions(search, site->fn, site->instr, &before);
        bool is_guarded = false;
        for (uint32_t k = 0; k < before.count; k++)
            is_guarded |= search_belongs(search, before.items[k].element);
        vector_deinit(&before);
        if (is_guarded)
            return false;
        unguarded = true;
    }
    return unguarded;
}

/* ---- the whole ---- */

/* Where the record's thread is started, in its own function; NULL = that is not known. */
static const struct start *own_start(const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->starts.count; i++)
        if (record->starts.items[i].fn == record->fn &&
            record->starts.items[i].instr == record->instr)
            return &record->starts.items[i];
    return NULL;
}

/* The ways behind the start: those on which it has failed, or the others. */
static struct ways_back ways_behind(const struct search *search, const struct start *start,
                                    uint32_t failed, bool has_failed)
{
    struct ways_back ways = ways_from(search, start->fn);
    const struct ir_block *block = fn_block(ways.fn, start->block);

    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        uint32_t to = graph_successor(ways.fn, block, edge);
        enum says says = told_on_edge(&ways, block, edge, SAYS_UNKNOWN);
        if ((to == failed) == has_failed && says != N_SAYS)
            enter(&ways, 0, to, false, says);
    }
    follow(&ways, has_failed ? 0 : start->block);
    vector_deinit(&ways.todo);
    return ways;
}

/* What is returned where the thread could not be started, if all such ways agree; SAYS_UNKNOWN = they do not. */
static enum says told_of_failure(const struct search *search, const struct start *start,
                                 uint32_t failed)
{
    struct ways_back ways = ways_behind(search, start, failed, true);
    unsigned told =
        returned(&ways, false, SAYS_UNKNOWN, NULL) | returned(&ways, true, SAYS_UNKNOWN, NULL);

    if (told == 1u << SAYS_ZERO)
        return SAYS_ZERO;
    return told == 1u << SAYS_NONZERO ? SAYS_NONZERO : SAYS_UNKNOWN;
}

/* Where the way begins on which the function fails: the last state in which nothing says so yet. */
static struct ir_location failure_at(const struct ways_back *ways, uint32_t state,
                                     enum says failure)
{
    const struct ir_block *block = fn_block(ways->fn, state / (2 * N_SAYS));

    while (ways->parent[state] > 1 && state % N_SAYS == failure)
        state = ways->parent[state] - 1;
    return state % N_SAYS == failure ? block->at : fn_block(ways->fn, state / (2 * N_SAYS))->at;
}

bool search_left_on_failure(const struct search *search, struct unreaped *ret_unreaped)
{
    const struct creation_record *record = search->record;
    const struct fn *fn = search_fn(search, record->fn);
    const struct start *start = own_start(record);
    uint32_t failed = start ? failed_start(search->program, start) : 0, left = 0;
    bool again = contexts_multiplicity(search->program, record->fn, 1).often == OFTEN_PER_EVENT;

    if (!again || !failed || fn->ir->blocks.count > BLOCKS_MOST ||
        !bitset_has(&search->enders, record->fn) || !are_unguarded(search))
        return false;
    enum says failure = told_of_failure(search, start, failed);
    if (failure == SAYS_UNKNOWN)
        return false;
    struct ways_back ways = ways_behind(search, start, failed, false);
    unsigned joined = returned(&ways, true, failure, NULL),
             kept = returned(&ways, false, failure, &left);
    if (!(joined & 1u << failure) || !(kept & 1u << failure) || kept == 1u << failure ||
        is_cleaned_above(search, record->fn, failure, 0))
        return false;
    ret_unreaped->words = "is left on one way on which the start-up fails, and joined on another";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, record->fn, failure_at(&ways, left, failure)),
        arena_printf(search->program->run, "%s() fails here, and leaves it running", fn->name)};
    ret_unreaped->n_steps = 1;
    return true;
}
