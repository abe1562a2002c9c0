/* The flags that end a thread's loops: which of them there are, who sets them so, and whether the body
 * ends by one alone. */
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
                if (program->fns[to].is_model || near.count == STOPS_FUNCTIONS ||
                    !bitset_add(&seen, to))
                    continue;
                near.depth[near.count] = near.depth[next] + 1;
                near.items[near.count++] = to;
            }
    }
    return near;
}

/* Ways out that a flag shuts. */
struct shut {
    uint32_t fn;
    struct shut_way way;
};

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
                bool known = loops && !graph_leaves_loop(fn, way->block, way->edge);
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
    if (stores->first[told->flag + 1] - stores->first[told->flag] > STOPS_STORES)
        return;
    for (uint32_t i = stores->first[told->flag]; i < stores->first[told->flag + 1]; i++) {
        const struct store *store = &stores->items[i];
        if (!ways_is_initial(ways, store) && contexts_reached(question->program, store->fn) &&
            ways_opens(ways, told->fn, &told->way, store))
            vector_push(&told->stores, (struct point){store->fn, store->block, store->instr});
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

/* Whether that way out of a loop leads only to where the process ends, as a failed assertion does: it is no way for
 * the thread. */
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

/* Adds the flag that a way out of a loop hangs on at the end of the block, if somebody sets it so. */
static uint32_t add_flag(const struct question *question, uint32_t f, uint32_t id,
                         struct told *flags, uint32_t count)
{
    const struct fn *fn = &question->program->fns[f];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
    uint32_t flag = fn->loop_of[id] ? ways_flag_of_edge(question->facts->ways, f, id) : 0;
    bool constant = block->end == IR_END_SWITCH || block->b.kind == IR_OPERAND_INTEGER ||
                    block->b.kind == IR_OPERAND_NULL;

    if (!flag || !constant || is_known(flags, count, flag))
        return count;
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        if (!graph_leaves_loop(fn, id, edge) || ends_process(question, f, id, edge))
            continue;
        flags[count] = (struct told){.flag = flag, .fn = f, .way = {id, edge, flag}};
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

    for (uint32_t i = 0; i < question->near.count; i++) {
        uint32_t f = question->near.items[i];
        for (uint32_t id = 1; id < program->fns[f].ir->blocks.count && list->count < STOPS_FLAGS;
             id++)
            list->count = add_flag(question, f, id, list->items, list->count);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        struct told *told = &list->items[i];
        ask_without(question, told);
        if (told->needed)
            find_stores(question, told);
        if (told->stores.count)
            continue;
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
