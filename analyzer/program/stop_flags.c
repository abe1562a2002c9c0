/* The flags that end a thread's loops: which of them there are, who sets them so, and whether the body
 * ends by one alone. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/stops_inside.h"

bool stops_body_ends(struct ways *ways, uint32_t body)
{
    const struct fn_ways *self = ways_of(ways, body);

    return self->busy || self->returns || self->exits;
}

struct near_list stops_near(const struct program *program, uint32_t body, struct arena *scratch)
{
    struct bitset seen = bitset_new(scratch, program->n_fns);
    struct near_list near = {.items = ARENA_ARRAY(scratch, uint32_t, STOPS_FUNCTIONS),
                             .depth = ARENA_ARRAY(scratch, uint32_t, STOPS_FUNCTIONS)};

    near.items[near.count++] = body;
    bitset_add(&seen, body);
    for (uint32_t next = 0; next < near.count; next++) {
        const struct fn *fn = &program->fns[near.items[next]];
        for (uint32_t c = 0; c < fn->n_calls; c++)
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                uint32_t to = fn->calls[c].targets.items[k];
                if (program->fns[to].is_model || !bitset_add(&seen, to))
                    continue;
                if (near.count == STOPS_FUNCTIONS) {
                    near.is_cut = true;
                    continue;
                }
                near.depth[near.count] = near.depth[next] + 1;
                near.items[near.count++] = to;
            }
    }
    return near;
}

/* Whether that way leads only to where the process ends, as a failed assertion does: it is no way for the
 * thread. */
static bool ends_process(const struct question *question, uint32_t f, uint32_t id, uint32_t edge)
{
    const struct fn *fn = &question->program->fns[f];
    uint32_t to = graph_successor(fn, fn_block(fn, id), edge);

    if (fn_block(fn, to)->end != IR_END_UNREACHABLE)
        return false;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; fn->calls[c].block == to && k < fn->calls[c].targets.count; k++) {
            uint32_t target = fn->calls[c].targets.items[k];
            if (question->program->fns[target].is_model
                    ? question->program->fns[target].exits_thread
                    : ways_of(question->facts->ways, target)->exits)
                return false;
        }
    return true;
}

/* Ways out that a flag shuts. */
struct shut {
    uint32_t fn;
    struct shut_way way;
};

/* Whether it is an assertion: were the way shut, the process would end, and the thread with it. */
static bool is_assertion(const struct question *question, uint32_t f, const struct shut_way *way)
{
    const struct fn *fn = &question->program->fns[f];

    return fn_block(fn, way->block)->end == IR_END_BRANCH &&
           !graph_leaves_loop(fn, way->block, way->edge) &&
           ends_process(question, f, way->block, 1 - way->edge);
}

/* The first of each flag that shuts ways below the body, the nearest first; ways out of loops before all
 * others. */
static uint32_t find_shut(const struct question *question, struct ways *ways,
                          struct shut found[STOPS_FLAGS])
{
    const struct program *program = question->program;
    const struct fn *body = &program->fns[question->start->body];
    uint32_t count = 0;

    for (int loops = 1; loops >= 0; loops--)
        for (uint32_t i = 0; i < question->near.count && count < STOPS_FLAGS; i++) {
            uint32_t f = question->near.items[i];
            const struct fn *fn = &program->fns[f];
            if (!members_share(program, fn->input, body->input))
                continue;
            const struct fn_ways *self = ways_of(ways, f);
            for (uint32_t k = 0; k < self->shut.count; k++) {
                const struct shut_way *way = &self->shut.items[k];
                bool known = (loops && !graph_leaves_loop(fn, way->block, way->edge)) ||
                             is_assertion(question, f, way);
                for (uint32_t n = 0; n < count; n++)
                    known |= found[n].way.flag == way->flag;
                if (!known && count < STOPS_FLAGS)
                    found[count++] = (struct shut){f, *way};
            }
        }
    return count;
}

/* Whether the body ends, might the flag hold anything. */
static bool decides(const struct question *question, struct ways *ways, uint32_t flag)
{
    struct ways *with = ways_new_with(ways, flag);
    bool ends = stops_body_ends(with, question->start->body);

    ways_free(with);
    return ends;
}

bool stops_find_deciding(const struct question *question, uint32_t *ret_fn,
                         struct shut_way *ret_way)
{
    struct ways *ways = question->facts->ways;
    struct shut found[STOPS_FLAGS];
    uint32_t count = find_shut(question, ways, found);

    for (uint32_t i = 0; i < count; i++)
        if (decides(question, ways, found[i].way.flag)) {
            *ret_fn = found[i].fn;
            *ret_way = found[i].way;
            return true;
        }
    return false;
}

/* Where the flag is set so that the way opens. */
static void find_stores(const struct question *question, struct told *told)
{
    struct ways *ways = question->facts->ways;
    const struct stores *stores = ways_stores(ways);

    vector_clear(&told->stores);
    if (stores->first[told->flag + 1] - stores->first[told->flag] > STOPS_STORES) {
        stops_give_up(question);
        return;
    }
    for (uint32_t i = stores->first[told->flag]; i < stores->first[told->flag + 1]; i++) {
        const struct store *store = &stores->items[i];
        if (!ways_is_initial(ways, store) && contexts_reached(question->program, store->fn) &&
            ways_opens(ways, told->fn, &told->way, store))
            vector_push(&told->stores, (struct point){store->fn, store->block, store->instr});
    }
}

/* Collects the calls that hand a store's function another value than one that opens the way. */
static void find_untold(const struct question *question, struct told *told)
{
    const struct program *program = question->program;

    vector_clear(&told->untold);
    for (uint32_t i = 0; i < told->stores.count; i++) {
        const struct point *store = &told->stores.items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        uint32_t parameter = instr->op == IR_COPY ? fn_local(fn, instr->a) : 0;
        if (!parameter || parameter > fn->ir->n_parameters ||
            conditions_only_write(fn, instr->a.index))
            continue;
        for (uint32_t k = 0; k < fn->n_called_at; k++) {
            const struct fn *caller = &program->fns[fn->called_at[k].fn];
            const struct call_site *site = &caller->calls[fn->called_at[k].call];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            if (parameter <= call->arguments.count &&
                !ways_opens_with(question->facts->ways, told->fn, &told->way, fn->called_at[k].fn,
                                 caller->unit->operands[call->arguments.first + parameter - 1]))
                vector_push(&told->untold,
                            (struct point){fn->called_at[k].fn, site->block, site->instr});
        }
    }
}

/* The first way that the flag shuts by what its branch tests, the nearest first; loops before all others. */
static bool find_shut_by(const struct question *question, struct ways *ways, struct told *told)
{
    const struct program *program = question->program;

    for (int loops = 1; loops >= 0; loops--)
        for (uint32_t i = 0; i < question->near.count; i++) {
            uint32_t f = question->near.items[i];
            const struct fn_ways *self = ways_of(ways, f);
            for (uint32_t k = 0; k < self->shut.count; k++) {
                const struct shut_way *way = &self->shut.items[k];
                if (way->flag != told->flag ||
                    ways_flag_of_edge(question->facts->ways, f, way->block) != told->flag ||
                    (loops && !graph_leaves_loop(&program->fns[f], way->block, way->edge)))
                    continue;
                told->fn = f;
                told->way = *way;
                return true;
            }
        }
    return false;
}

/* Whether the body, which ends, does so by the flag alone: were it never set, would it go on for ever? */
static void ask_without(const struct question *question, struct told *told)
{
    struct ways *without = ways_new_without(question->facts->ways, told->flag);

    told->needed = !ways_are_as_before(without, told->flag) &&
                   !stops_body_ends(without, question->start->body) &&
                   decides(question, without, told->flag) && find_shut_by(question, without, told);
    ways_free(without);
}

static bool is_known(const struct told *flags, uint32_t count, uint32_t flag)
{
    for (uint32_t k = 0; k < count; k++)
        if (flags[k].flag == flag)
            return true;
    return false;
}

/* Whether a way leads over that edge of the block out of the loop before the next round. */
static bool leaves_this_round(const struct question *question, uint32_t f, uint32_t id,
                              uint32_t first)
{
    const struct fn *fn = &question->program->fns[f];
    const struct loop *loop = &fn->loops[fn->loop_of[id] - 1];
    uint32_t from = graph_successor(fn, fn_block(fn, id), first);
    struct bitset seen = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool leaves = !bitset_has(&loop->blocks, from) && !ends_process(question, f, id, first);

    bitset_add(&seen, from);
    bitset_add(&seen, loop->head);
    if (from != loop->head && bitset_has(&loop->blocks, from))
        vector_push(&todo, from);
    while (todo.count && !leaves) {
        uint32_t at = vector_pop(&todo);
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(fn, at)); edge++) {
            uint32_t next = graph_successor(fn, fn_block(fn, at), edge);
            bool inside = bitset_has(&loop->blocks, next);
            leaves |= !inside && !ends_process(question, f, at, edge);
            if (inside && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return leaves;
}

/* Whether that way leads to all ways out of the loop that are left there, though something else has a say as well:
 * `if (closing && queue_is_empty(queue)) break;`. */
static bool leads_out(const struct question *question, uint32_t f, uint32_t id, uint32_t edge)
{
    const struct fn *fn = &question->program->fns[f];

    return fn_block(fn, id)->end == IR_END_BRANCH && leaves_this_round(question, f, id, edge) &&
           !leaves_this_round(question, f, id, 1 - edge);
}

/* What hangs on a flag: a way out of a loop, or a way to all that are left in the round. */
enum flag_use { FLAG_LEAVES, FLAG_LEADS_OUT };

/* Adds the flag that a way out of a loop hangs on at the end of the block, if somebody sets it so. */
static uint32_t add_flag(const struct question *question, uint32_t f, uint32_t id,
                         enum flag_use use, struct told *flags, uint32_t count)
{
    const struct fn *fn = &question->program->fns[f];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
    uint32_t flag = fn->loop_of[id] ? ways_flag_of_edge(question->facts->ways, f, id) : 0;
    bool constant = block->end == IR_END_SWITCH || block->b.kind == IR_OPERAND_INTEGER ||
                    block->b.kind == IR_OPERAND_NULL;

    if (!flag || !constant || is_known(flags, count, flag))
        return count;
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        bool hangs =
            use == FLAG_LEAVES ? graph_leaves_loop(fn, id, edge) : leads_out(question, f, id, edge);
        if (!hangs || ends_process(question, f, id, edge))
            continue;
        flags[count] = (struct told){
            .flag = flag, .fn = f, .way = {id, edge, flag}, .leads = use == FLAG_LEADS_OUT};
        find_stores(question, &flags[count]);
        if (flags[count].stores.count)
            return count + 1;
        vector_deinit(&flags[count].stores);
    }
    return count;
}

static void find_told(const struct question *question, struct told_list *list)
{
    const struct program *program = question->program;

    for (int use = FLAG_LEAVES; use <= FLAG_LEADS_OUT; use++)
        for (uint32_t i = 0; i < question->near.count; i++) {
            uint32_t f = question->near.items[i];
            for (uint32_t id = 1;
                 id < program->fns[f].ir->blocks.count && list->count < STOPS_FLAGS; id++)
                list->count =
                    add_flag(question, f, id, (enum flag_use)use, list->items, list->count);
        }
    if (list->count == STOPS_FLAGS || question->near.is_cut)
        stops_give_up(question);
    for (uint32_t i = 0; i < list->count; i++) {
        struct told *told = &list->items[i];
        ask_without(question, told);
        if (told->needed)
            find_stores(question, told);
        /* one that only has a say in leaving tells the thread where nothing else does */
        if (told->stores.count && (told->needed || !told->leads)) {
            find_untold(question, told);
            continue;
        }
        vector_deinit(&told->stores);
        *told = list->items[--list->count];
        i--;
    }
}

const struct told_list *stops_find_told(const struct question *question)
{
    struct stop_facts *facts = question->program->stop_facts;
    bool is_new = false;
    uint32_t *number =
        intmap_put(&facts->told_numbers, question->start->body, facts->told_lists.count, &is_new);

    if (!is_new)
        return facts->told_lists.items[*number];
    struct told_list *list = ARENA_NEW(facts->arena, struct told_list);
    vector_push(&facts->told_lists, list);
    find_told(question, list);
    for (uint32_t i = 0; i < list->count; i++)
        list->items[i].known_wait = ARENA_NEW(facts->arena, struct known_wait);
    return list;
}
