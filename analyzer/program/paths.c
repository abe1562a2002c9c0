#include "program/paths.h"

#include <stdlib.h>

#include "base/hash.h"
#include "program/decisions.h"
#include "program/lent.h"
#include "program/path_live.h"
#include "program/stores.h"
#include "program/value.h"

/* Bounds of one search: states that are looked at; comparisons that are remembered on a way, the oldest being
 * forgotten first; branches of the witness. From PATH_MANY states on it pays to find out what matters no more. */
enum { PATH_STATES = 6000, PATH_FACTS = 20, PATH_DECISIONS = 4, PATH_MANY = 30 };

/* A comparison that holds: the value of a place with a number. */
struct path_fact {
    uint32_t place;
    uint32_t relation;
    int64_t number;
};

/* A way up to the start of a block. */
struct way {
    uint32_t block;
    uint32_t from_block, from_instr; /* where it passed PATH_FROM */
    bool begun;                      /* it has */
    bool around;                     /* and has gone round a loop since */
    uint32_t before;                 /* the way that it goes on from, in `ways`; 0 = none */
    uint32_t n_facts;
    struct path_fact facts[PATH_FACTS];
};

struct search {
    const struct path_query *query;
    const struct fn *fn;
    VECTOR(struct way) ways; /* [0] unused; all that were looked at, or are to be */
    struct intmap seen;
    /* blocks from which a way that has begun, or has not, may still get to its end */
    struct bitset leads_begun, leads_unbegun;
    struct bitset marked; /* blocks with a mark in them */
    struct path_live live;
    struct lent *lent;
    struct bitset asked_for_null; /* places that are compared with NULL somewhere */
    bool asks_for_null;
    bool is_large;
    struct arena *scratch;
    struct path_answer answer;
};

void path_mark(struct path_query *query, uint32_t instr, enum path_mark mark)
{
    *intmap_put(&query->marks, instr, 0, NULL) |= mark;
}

void path_query_deinit(struct path_query *query)
{
    intmap_deinit(&query->marks);
}

/* ---- facts ---- */

/* Whether the place is a local, or a part of one, of which nobody else has the address, but for a call that it
 * is lent to. */
static bool is_private(const struct search *search, uint32_t id)
{
    return !lent_is_kept(search->lent, id);
}

/* Whether the path of the place goes through the other. */
static bool goes_through(const struct search *search, uint32_t id, uint32_t other)
{
    for (; id; id = fn_place(search->fn, id)->parent.index)
        if (id == other)
            return true;
    return false;
}

/* Whether writing `written` may change what `id` holds. Two paths to the same memory are told apart only
 * where one of them is private. */
static bool may_change(const struct search *search, uint32_t written, uint32_t id)
{
    if (goes_through(search, id, written))
        return true;
    if (is_private(search, written) || is_private(search, id))
        return false;
    const struct ir_place *a = fn_place(search->fn, written), *b = fn_place(search->fn, id);
    return a->kind == b->kind && a->argument == b->argument;
}

static void forget(const struct search *search, struct way *way, uint32_t written)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < way->n_facts; i++)
        if (!may_change(search, written, way->facts[i].place))
            way->facts[n++] = way->facts[i];
    way->n_facts = n;
}

static void forget_shared(const struct search *search, struct way *way)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < way->n_facts; i++)
        if (is_private(search, way->facts[i].place))
            way->facts[n++] = way->facts[i];
    way->n_facts = n;
}

/* What was not understood may write to all whose address it may name. */
static void forget_addressed(const struct search *search, struct way *way)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < way->n_facts; i++)
        if (!lent_has_address(search->lent, way->facts[i].place))
            way->facts[n++] = way->facts[i];
    way->n_facts = n;
}

/* The call may write to what is lent to it. */
static void forget_lent(const struct search *search, struct way *way, const struct ir_instr *call)
{
    const struct fn *fn = search->fn;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];

    for (uint32_t i = 0; i < call->arguments.count && way->n_facts; i++) {
        uint32_t written = lent_written(search->lent, site, i);
        if (written)
            forget(search, way, written);
    }
}

static void learn(struct way *way, struct path_fact fact)
{
    for (uint32_t i = 0; i < way->n_facts; i++)
        if (way->facts[i].place == fact.place && way->facts[i].relation == fact.relation &&
            way->facts[i].number == fact.number)
            return;
    if (way->n_facts == PATH_FACTS) {
        for (uint32_t i = 1; i < PATH_FACTS; i++)
            way->facts[i - 1] = way->facts[i];
        way->n_facts--;
    }
    way->facts[way->n_facts++] = fact;
}

/* Whether no number meets both. Only what single numbers decide is looked at. */
static bool contradict(struct path_fact a, struct path_fact b)
{
    const int64_t candidates[] = {a.number,     b.number,     a.number - 1,
                                  a.number + 1, b.number - 1, b.number + 1};

    for (size_t i = 0; i < sizeof(candidates) / sizeof(*candidates); i++)
        if (number_compare(candidates[i], (enum ir_operator)a.relation, a.number) &&
            number_compare(candidates[i], (enum ir_operator)b.relation, b.number))
            return false;
    return true;
}

/* Whether the call may write to memory that it shares with others: a function of the library that gets no
 * pointer does not. */
static bool may_write(const struct search *search, const struct ir_instr *call)
{
    const struct fn *fn = search->fn;
    const struct program *program = search->query->program;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];

    if (!site->targets.count || site->unresolved)
        return true;
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (!program->fns[site->targets.items[k]].is_model)
            return true;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool is_pointer = argument.kind == IR_OPERAND_ADDRESS;
        if (argument.kind == IR_OPERAND_PLACE)
            is_pointer = stores_type_of_place(fn, (struct ir_place_id){argument.index})->kind !=
                         IR_TYPE_INTEGER;
        if (is_pointer)
            return true;
    }
    return false;
}

/* Whether the call has one number only as its result. */
static bool result_of(const struct search *search, const struct ir_instr *call, int64_t *ret_number)
{
    const struct fn *fn = search->fn;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];

    return returns_one(search->query->program, site, ret_number);
}

/* Whether the facts decide the comparison that is computed. */
static bool truth_of(const struct search *search, const struct way *way,
                     const struct ir_instr *instr, int64_t *ret_number)
{
    struct path_fact holds = {.place = instr->a.index, .relation = instr->operation};

    if (instr->operation < IR_EQ || instr->operation > IR_GE || instr->a.kind != IR_OPERAND_PLACE ||
        !fn_number(search->fn, instr->b, &holds.number))
        return false;
    struct path_fact fails = holds;
    fails.relation = relation_negate((enum ir_operator)holds.relation);
    for (uint32_t i = 0; i < way->n_facts; i++) {
        if (way->facts[i].place != holds.place)
            continue;
        bool is_false = contradict(way->facts[i], holds);
        if (!is_false && !contradict(way->facts[i], fails))
            continue;
        *ret_number = !is_false;
        return true;
    }
    return false;
}

/* Whoever looks behind a pointer has one. */
static void learn_pointers(const struct search *search, struct way *way, uint32_t id)
{
    for (uint32_t parent; (parent = fn_place(search->fn, id)->parent.index); id = parent)
        if (fn_place(search->fn, id)->kind == IR_PLACE_DEREF &&
            bitset_has(&search->asked_for_null, parent))
            learn(way, (struct path_fact){parent, IR_NE, 0});
}

/* The address of a field is taken of an object that is there; that of an element may be computed from NULL. */
static void learn_from_operand(const struct search *search, struct way *way,
                               struct ir_operand operand)
{
    bool is_field = operand.kind == IR_OPERAND_ADDRESS &&
                    fn_place(search->fn, operand.index)->kind == IR_PLACE_FIELD;

    if (operand.kind == IR_OPERAND_PLACE || is_field)
        learn_pointers(search, way, operand.index);
}

static void learn_from_instr(const struct search *search, struct way *way,
                             const struct ir_instr *instr)
{
    learn_from_operand(search, way, instr->a);
    if (instr->op == IR_COMPUTE)
        learn_from_operand(search, way, instr->b);
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++)
        learn_from_operand(search, way, search->fn->unit->operands[instr->arguments.first + i]);
    if (instr->dst.index)
        learn_pointers(search, way, instr->dst.index);
}

/* What the instruction makes of the facts. */
static void apply(const struct search *search, struct way *way, const struct ir_instr *instr)
{
    struct path_fact fact = {.place = instr->dst.index, .relation = IR_EQ};

    if (search->asks_for_null)
        learn_from_instr(search, way, instr);
    if (instr->op == IR_UNKNOWN)
        forget_addressed(search, way);
    if (instr->op == IR_CALL && may_write(search, instr))
        forget_shared(search, way);
    if (instr->op == IR_CALL)
        forget_lent(search, way, instr);
    if (!instr->dst.index)
        return;
    struct way before = *way;
    forget(search, way, instr->dst.index);
    if (instr->op == IR_CALL && result_of(search, instr, &fact.number))
        learn(way, fact);
    if (instr->op == IR_COMPUTE && truth_of(search, &before, instr, &fact.number))
        learn(way, fact);
    if (instr->op != IR_COPY)
        return;
    if (fn_number(search->fn, instr->a, &fact.number)) {
        learn(way, fact);
    } else if (instr->a.kind == IR_OPERAND_PLACE) {
        for (uint32_t i = 0; i < before.n_facts; i++) {
            fact = before.facts[i];
            if (fact.place != instr->a.index)
                continue;
            fact.place = instr->dst.index;
            learn(way, fact);
        }
    } else if (instr->a.kind == IR_OPERAND_ADDRESS || instr->a.kind == IR_OPERAND_STRING ||
               instr->a.kind == IR_OPERAND_FUNCTION) {
        fact.relation = IR_NE;
        learn(way, fact);
    }
}

/* Whether control comes there from elsewhere, too: behind the switch, not to a default of its own. */
static bool is_behind_switch(const struct search *search, const struct ir_block *from, uint32_t to)
{
    const struct fn *fn = search->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; block != from && edge < graph_n_successors(block); edge++)
            if (graph_successor(fn, block, edge) == to)
                return true;
    }
    return false;
}

/* Whether the way knows that a case of the switch is taken. */
static bool is_one_of_cases(const struct search *search, const struct way *way,
                            const struct ir_block *block)
{
    for (uint32_t i = 0; block->a.kind == IR_OPERAND_PLACE && i < way->n_facts; i++) {
        const struct path_fact *fact = &way->facts[i];
        if (fact->place != block->a.index || fact->relation != IR_EQ)
            continue;
        for (uint32_t k = 0; k < block->cases.count; k++) {
            const struct ir_case *one = &search->fn->unit->cases[block->cases.first + k];
            if (fact->number >= one->low && fact->number <= one->high)
                return true;
        }
    }
    return false;
}

/* Whether the edge can be taken, given the facts; and the fact that it adds. */
static bool take_edge(const struct search *search, struct way *way, const struct ir_block *block,
                      uint32_t edge)
{
    struct path_fact fact = {.relation = block->relation};

    if (block->end == IR_END_SWITCH && block->a.kind == IR_OPERAND_PLACE &&
        edge < block->cases.count) {
        const struct ir_case *taken = &search->fn->unit->cases[block->cases.first + edge];
        fact.relation = IR_EQ;
        fact.number = taken->low;
        if (taken->low != taken->high)
            return true;
    } else if (block->end == IR_END_SWITCH && edge >= block->cases.count &&
               is_one_of_cases(search, way, block)) {
        return false;
    } else if (block->end == IR_END_SWITCH && search->query->is_one_of_cases) {
        return !is_behind_switch(search, block, graph_successor(search->fn, block, edge));
    } else if (block->end != IR_END_BRANCH || !fn_number(search->fn, block->b, &fact.number)) {
        return true;
    } else if (edge) {
        fact.relation = relation_negate((enum ir_operator)fact.relation);
    }
    int64_t constant;
    if (fn_number(search->fn, block->a, &constant))
        return number_compare(constant, (enum ir_operator)fact.relation, fact.number);
    if (block->a.kind != IR_OPERAND_PLACE)
        return true;
    fact.place = block->a.index;
    for (uint32_t i = 0; i < way->n_facts; i++)
        if (way->facts[i].place == fact.place && contradict(way->facts[i], fact))
            return false;
    learn(way, fact);
    return true;
}

/* ---- where ways may lead ---- */

/* The marks of the block's instructions. */
static uint32_t marks_in(const struct search *search, const struct ir_block *block)
{
    uint32_t marks = 0;

    for (uint32_t i = 0; i < block->instrs.count; i++) {
        const uint32_t *mark = intmap_find(&search->query->marks, block->instrs.first + i);
        marks |= mark ? *mark : 0;
    }
    return marks;
}

static void find_leading(struct search *search)
{
    const struct fn *fn = search->fn;
    uint32_t n = fn->ir->blocks.count;

    search->leads_begun = bitset_new(search->scratch, n);
    search->leads_unbegun = bitset_new(search->scratch, n);
    search->marked = bitset_new(search->scratch, n);
    struct bitset begins = bitset_new(search->scratch, n);
    for (uint32_t id = 1; id < n; id++) {
        const struct ir_block *block = fn_block(fn, id);
        uint32_t marks = marks_in(search, block);
        bool ends = search->query->to_return && block->end == IR_END_RETURN;
        if (ends || marks & PATH_TO)
            bitset_add(&search->leads_begun, id);
        if (marks & PATH_FROM)
            bitset_add(&begins, id);
        if (marks)
            bitset_add(&search->marked, id);
    }
    graph_add_leading(fn, &search->leads_begun, NULL);
    for (uint32_t id = bitset_next(&begins, 1); id < n; id = bitset_next(&begins, id + 1))
        if (bitset_has(&search->leads_begun, id))
            bitset_add(&search->leads_unbegun, id);
    graph_add_leading(fn, &search->leads_unbegun, NULL);
}

static void find_asked_for_null(struct search *search)
{
    const struct fn *fn = search->fn;

    search->asked_for_null = bitset_new(search->scratch, fn->ir->places.count);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
            block->b.kind == IR_OPERAND_NULL)
            search->asks_for_null |= bitset_add(&search->asked_for_null, block->a.index);
    }
}

/* ---- the search ---- */

static void forget_dead(struct search *search, struct way *way)
{
    uint32_t n = 0;

    if (!search->is_large) {
        search->is_large = true;
        search->live = path_live_find(search->fn, search->scratch);
    }
    for (uint32_t i = 0; i < way->n_facts; i++)
        if (path_live_has(&search->live, way->block, way->facts[i].place))
            way->facts[n++] = way->facts[i];
    way->n_facts = n;
}

static void push_way(struct search *search, struct way way)
{
    if (!bitset_has(way.begun ? &search->leads_begun : &search->leads_unbegun, way.block))
        return;
    if (search->ways.count >= PATH_MANY)
        forget_dead(search, &way);
    uint64_t hash = hash_bytes(way.facts, way.n_facts * sizeof(*way.facts), way.block);
    bool is_new = false;

    intmap_put(&search->seen, hash_mix(hash, (uint64_t)way.from_instr << 1 | way.begun), 0,
               &is_new);
    if (is_new && search->ways.count < PATH_STATES)
        vector_push(&search->ways, way);
}

static bool kept_changes(const struct search *search, const struct ir_instr *instr)
{
    uint32_t kept = search->query->kept.index;

    return kept && instr->dst.index && may_change(search, instr->dst.index, kept);
}

static void found(struct search *search, const struct way *way, uint32_t instr)
{
    search->answer.found = true;
    search->answer.around = way->around;
    search->answer.from_block = way->from_block;
    search->answer.from_instr = way->from_instr;
    search->answer.to_block = way->block;
    search->answer.to_instr = instr;
}

/* Whether the result may be what is asked for, given the facts. */
static bool may_return(const struct search *search, const struct way *way,
                       const struct ir_block *block)
{
    const struct path_result *asked = search->query->returned;
    struct path_fact fact = {.place = block->a.index};
    int64_t number;

    if (!asked)
        return true;
    if (fn_number(search->fn, block->a, &number))
        return number_compare(number, asked->relation, asked->number);
    fact.relation = asked->relation;
    fact.number = asked->number;
    for (uint32_t i = 0; block->a.kind == IR_OPERAND_PLACE && i < way->n_facts; i++)
        if (way->facts[i].place == fact.place && contradict(way->facts[i], fact))
            return false;
    return true;
}

/* Runs through the block; false where the way ends in it. */
static bool run_block(struct search *search, struct way *way)
{
    const struct path_query *query = search->query;
    const struct ir_block *block = fn_block(search->fn, way->block);
    bool is_marked = bitset_has(&search->marked, way->block);

    for (uint32_t i = 0; i < block->instrs.count; i++) {
        uint32_t index = block->instrs.first + i;
        const struct ir_instr *instr = &search->fn->unit->instrs[index];
        const uint32_t *mark = is_marked ? intmap_find(&query->marks, index) : NULL;
        if (way->begun && mark && *mark & PATH_TO) {
            found(search, way, index);
            return false;
        }
        if (way->begun && ((mark && *mark & PATH_STOP) || kept_changes(search, instr))) {
            if (query->from_entry || query->from_block)
                return false;
            way->begun = false;
        }
        if (mark && *mark & PATH_FROM) {
            way->begun = true;
            way->around = false;
            way->from_block = way->block;
            way->from_instr = index;
        }
        apply(search, way, instr);
        if (instr->op != IR_CALL)
            continue;
        if (query->given && mark && *mark & PATH_FROM && instr->dst.index)
            learn(way, (struct path_fact){instr->dst.index, query->given->relation,
                                          query->given->number});
        uint32_t c = graph_first_call(search->fn, index);
        if (returns_never(query->program, search->fn, &search->fn->calls[c]))
            return false;
    }
    if (block->end == IR_END_RETURN && way->begun && query->to_return &&
        may_return(search, way, block))
        found(search, way, 0);
    return block->end != IR_END_RETURN && block->end != IR_END_UNREACHABLE;
}

/* The last branches of the way, which are those that lead where it ends. */
static void explain(struct search *search, uint32_t number)
{
    const struct program *program = search->query->program;
    struct step steps[PATH_DECISIONS];
    uint32_t n = 0, next = search->ways.items[number].block;

    for (uint32_t at = search->ways.items[number].before; at && n < PATH_DECISIONS;
         at = search->ways.items[at].before) {
        const struct way *way = &search->ways.items[at];
        const struct ir_block *block = fn_block(search->fn, way->block);
        bool decides =
            block->end == IR_END_BRANCH && block->target[0].index != block->target[1].index;
        if (decides && (way->begun || search->query->from_entry)) {
            bool holds = block->target[0].index == next;
            steps[n++] = (struct step){graph_place(program, search->fn, block->at),
                                       decisions_text(program, search->fn, block, !holds)};
        }
        next = way->block;
    }
    for (uint32_t i = 0; i < n / 2; i++) {
        struct step swapped = steps[i];
        steps[i] = steps[n - 1 - i];
        steps[n - 1 - i] = swapped;
    }
    search->answer.decisions =
        (struct steps){arena_copy(program->run, steps, n * sizeof(*steps)), n};
}

static bool goes_back(const struct fn *fn, uint32_t from, uint32_t to)
{
    for (uint32_t loop = fn->loop_of[from]; loop; loop = fn->loops[loop - 1].parent)
        if (fn->loops[loop - 1].head == to)
            return true;
    return false;
}

/* Whether the way must not leave the block, since what it knows allows several edges there. */
static bool is_undecided_end(const struct search *search, const struct way *way)
{
    const struct bitset *ends = search->query->ends;
    const struct ir_block *block = fn_block(search->fn, way->block);
    uint32_t n = 0;

    if (!way->begun || !ends || !bitset_has(ends, way->block))
        return false;
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        struct way next = *way;
        n += take_edge(search, &next, block, edge);
    }
    return n > 1;
}

struct path_answer path_find(const struct path_query *query)
{
    struct search search = {
        .query = query, .fn = &query->program->fns[query->fn], .scratch = arena_new()};
    struct way first = {.block = query->from_block ? query->from_block : 1};

    search.lent = lent_new(query->program, query->fn, search.scratch);
    find_leading(&search);
    find_asked_for_null(&search);
    first.begun = query->from_entry || query->from_block;
    vector_push(&search.ways, (struct way){0});
    push_way(&search, first);
    for (uint32_t at = 1; at < search.ways.count && !search.answer.found; at++) {
        struct way way = search.ways.items[at];
        bool goes_on = run_block(&search, &way) && !is_undecided_end(&search, &way);
        if (search.answer.found)
            explain(&search, at);
        const struct ir_block *block = fn_block(search.fn, way.block);
        for (uint32_t edge = 0; goes_on && edge < graph_n_successors(block); edge++) {
            struct way next = way;
            if (!take_edge(&search, &next, block, edge))
                continue;
            next.block = graph_successor(search.fn, block, edge);
            next.before = at;
            next.around |= way.begun && goes_back(search.fn, way.block, next.block);
            push_way(&search, next);
        }
    }
    vector_deinit(&search.ways);
    intmap_deinit(&search.seen);
    arena_free(search.scratch);
    return search.answer;
}
