/* Which edges every way from the entry to a block takes, from the dominator tree.
 *
 * Algorithm: Lengauer, Tarjan, A fast algorithm for finding dominators in a flowgraph, TOPLAS 1979, the simple
 * variant (section 4). An edge into a block is needed for all that the block dominates, if every other edge into it
 * comes from a block that it dominates: whoever comes by one of those has been in it before.
 *
 * Requires the function's IR. Yields fn.index->entered, made when it is first asked for. */
#include "program/graph.h"

/* The blocks by the order in which a depth-first walk reaches them: 1 is the entry, 0 none. */
struct tree {
    const struct fn *fn;
    uint32_t n;            /* the number of the last one */
    uint32_t *number;      /* per block id; 0 = control does not reach it */
    uint32_t *block;       /* by number, as all below: its id */
    uint32_t *parent;      /* in the walk */
    uint32_t *semi;        /* its semidominator, as far as it is known */
    uint32_t *dominator;   /* its immediate dominator; a candidate before */
    uint32_t *ancestor;    /* in the forest of those that are done; 0 = the root of a tree */
    uint32_t *label;       /* on the way up to the root, the one with the least semidominator */
    uint32_t *bucket;      /* the first one of which it is the semidominator */
    uint32_t *next;        /* the next one in the same bucket */
    uint32_t *first_edge;  /* where its predecessors begin in `from`; one more at the end */
    uint32_t *from;        /* numbers */
    uint32_t *compressing; /* a stack */
};

static void walk(struct tree *tree, struct arena *scratch)
{
    uint32_t n = tree->fn->ir->blocks.count, depth = 0;
    struct {
        uint32_t block, edge;
    } *stack = arena_alloc_array(scratch, n + 1, sizeof(*stack));

    tree->number[1] = tree->n = 1;
    tree->block[1] = 1;
    stack[depth++].block = 1;
    while (depth) {
        uint32_t id = stack[depth - 1].block;
        const struct ir_block *block = fn_block(tree->fn, id);
        if (stack[depth - 1].edge == graph_n_successors(block)) {
            depth--;
            continue;
        }
        uint32_t to = graph_successor(tree->fn, block, stack[depth - 1].edge++);
        if (tree->number[to])
            continue;
        tree->number[to] = ++tree->n;
        tree->block[tree->n] = to;
        tree->parent[tree->n] = tree->number[id];
        stack[depth].block = to;
        stack[depth++].edge = 0;
    }
}

static void find_predecessors(struct tree *tree, struct arena *scratch)
{
    uint32_t *at = ARENA_ARRAY(scratch, uint32_t, tree->n + 2);

    tree->first_edge = ARENA_ARRAY(scratch, uint32_t, tree->n + 2);
    for (uint32_t i = 1; i <= tree->n; i++) {
        const struct ir_block *block = fn_block(tree->fn, tree->block[i]);
        for (uint32_t e = 0; e < graph_n_successors(block); e++)
            tree->first_edge[tree->number[graph_successor(tree->fn, block, e)] + 1]++;
    }
    for (uint32_t i = 1; i <= tree->n + 1; i++) {
        tree->first_edge[i] += tree->first_edge[i - 1];
        at[i] = tree->first_edge[i];
    }
    tree->from = ARENA_ARRAY(scratch, uint32_t, tree->first_edge[tree->n + 1] + 1);
    for (uint32_t i = 1; i <= tree->n; i++) {
        const struct ir_block *block = fn_block(tree->fn, tree->block[i]);
        for (uint32_t e = 0; e < graph_n_successors(block); e++)
            tree->from[at[tree->number[graph_successor(tree->fn, block, e)]]++] = i;
    }
}

/* The least of the semidominators on the way up to the root, by who has it; the way is made short meanwhile. */
static uint32_t least_above(struct tree *tree, uint32_t i)
{
    uint32_t depth = 0;

    if (!tree->ancestor[i])
        return i;
    for (uint32_t at = i; tree->ancestor[tree->ancestor[at]]; at = tree->ancestor[at])
        tree->compressing[depth++] = at;
    while (depth) {
        uint32_t at = tree->compressing[--depth], above = tree->ancestor[at];
        if (tree->semi[tree->label[above]] < tree->semi[tree->label[at]])
            tree->label[at] = tree->label[above];
        tree->ancestor[at] = tree->ancestor[above];
    }
    return tree->label[i];
}

static void find_dominators(struct tree *tree)
{
    for (uint32_t i = 1; i <= tree->n; i++)
        tree->semi[i] = tree->label[i] = i;
    for (uint32_t i = tree->n; i > 1; i--) {
        for (uint32_t e = tree->first_edge[i]; e < tree->first_edge[i + 1]; e++) {
            uint32_t semi = tree->semi[least_above(tree, tree->from[e])];
            tree->semi[i] = semi < tree->semi[i] ? semi : tree->semi[i];
        }
        tree->next[i] = tree->bucket[tree->semi[i]];
        tree->bucket[tree->semi[i]] = i;
        tree->ancestor[i] = tree->parent[i];
        for (uint32_t k = tree->bucket[tree->parent[i]]; k; k = tree->next[k]) {
            uint32_t least = least_above(tree, k);
            tree->dominator[k] = tree->semi[least] < tree->semi[k] ? least : tree->parent[i];
        }
        tree->bucket[tree->parent[i]] = 0;
    }
    for (uint32_t i = 2; i <= tree->n; i++)
        if (tree->dominator[i] != tree->semi[i])
            tree->dominator[i] = tree->dominator[tree->dominator[i]];
}

/* Numbers the dominator tree so that all that a block dominates follows it without a gap. */
static void number_dominated(const struct tree *tree, struct entered_block *entered,
                             struct arena *scratch)
{
    uint32_t *next = ARENA_ARRAY(scratch, uint32_t, tree->n + 1);

    for (uint32_t i = tree->n; i > 0; i--) {
        entered[tree->block[i]].n_dominated++;
        if (i > 1)
            entered[tree->block[tree->dominator[i]]].n_dominated +=
                entered[tree->block[i]].n_dominated;
    }
    for (uint32_t i = 1; i <= tree->n; i++) {
        struct entered_block *self = &entered[tree->block[i]];
        self->position = i > 1 ? next[tree->dominator[i]] : 0;
        next[i] = self->position + 1;
        if (i > 1)
            next[tree->dominator[i]] += self->n_dominated;
    }
}

static bool dominates(const struct entered_block *entered, uint32_t above, uint32_t block)
{
    return entered[block].n_dominated && entered[block].position >= entered[above].position &&
           entered[block].position - entered[above].position < entered[above].n_dominated;
}

static void find_only_edges(const struct tree *tree, struct entered_block *entered)
{
    for (uint32_t i = 1; i <= tree->n; i++) {
        uint32_t from = tree->block[i];
        const struct ir_block *block = fn_block(tree->fn, from);
        for (uint32_t e = 0; e < graph_n_successors(block); e++) {
            uint32_t to = graph_successor(tree->fn, block, e);
            if (to == 1 || dominates(entered, to, from))
                continue;
            entered[to].from = entered[to].n_edges++ ? 0 : from;
            entered[to].edge = e;
        }
    }
}

static const struct entered_block *entered_blocks(const struct fn *fn)
{
    if (fn->index->entered)
        return fn->index->entered;

    struct arena *scratch = arena_new();
    uint32_t n = fn->ir->blocks.count + 1;
    struct entered_block *entered = ARENA_ARRAY(fn->index->run, struct entered_block, n);
    struct tree tree = {.fn = fn};
    uint32_t **columns[] = {&tree.number,    &tree.block,      &tree.parent, &tree.semi,
                            &tree.dominator, &tree.ancestor,   &tree.label,  &tree.bucket,
                            &tree.next,      &tree.compressing};

    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        *columns[i] = ARENA_ARRAY(scratch, uint32_t, n);
    walk(&tree, scratch);
    find_predecessors(&tree, scratch);
    find_dominators(&tree);
    number_dominated(&tree, entered, scratch);
    find_only_edges(&tree, entered);
    arena_free(scratch);
    return fn->index->entered = entered;
}

bool graph_needs_edge(const struct fn *fn, uint32_t to, uint32_t from, uint32_t edge)
{
    const struct entered_block *entered = entered_blocks(fn);
    const struct ir_block *block = fn_block(fn, from);

    if (!entered[to].n_dominated)
        return true;
    if (!entered[from].n_dominated || edge >= graph_n_successors(block))
        return false;
    uint32_t behind = graph_successor(fn, block, edge);
    return entered[behind].from == from && entered[behind].edge == edge &&
           dominates(entered, behind, to);
}

bool graph_dominates(const struct fn *fn, uint32_t above, uint32_t block)
{
    return dominates(entered_blocks(fn), above, block);
}
