/* What hangs on what, so that to suppose something of one flag costs as much as hangs on that flag: the
 * idea of incremental computation with a graph of dependences (Acar, Blelloch, Harper, Adaptive
 * functional programming, TOPLAS 2006), with one change and without the change of the old answers.
 *
 * Requires that the base has visited what is asked about. */
#include "program/elements.h"
#include "program/ways_inside.h"

void usages_prepare(struct ways *base)
{
    uint32_t n = base->program->n_fns + elements_named(base->program);

    base->usages.first = ARENA_ARRAY(base->arena, uint32_t, n);
}

void usages_deinit(struct usages *usages)
{
    vector_deinit(&usages->items);
    vector_deinit(&usages->used);
    intmap_deinit(&usages->known);
}

uint32_t usages_flag(const struct ways *ways, uint32_t flag)
{
    return ways->program->n_fns + flag;
}

void usages_note(struct ways *ways, uint32_t node)
{
    struct usages *usages = &ways->usages;
    bool is_new = false;

    if (ways->base || !usages->asking || usages->asking == node)
        return;
    intmap_put(&usages->known, (uint64_t)node << 32 | usages->asking, 1, &is_new);
    if (!is_new)
        return;
    vector_push(&usages->items, (struct usage){usages->asking, usages->first[node]});
    vector_push(&usages->used, node);
    usages->first[node] = usages->items.count;
}

/* The node has changed, and with it what hangs on it. */
static void change(struct ways *ways, uint32_t node)
{
    const struct usages *usages = &ways->base->usages;
    VECTOR(uint32_t) todo = {0};
    bool is_new = false;

    intmap_put(&ways->changed, node, 1, &is_new);
    if (is_new)
        vector_push(&todo, node);
    while (todo.count) {
        uint32_t at = usages->first[vector_pop(&todo)];
        for (; at; at = usages->items.items[at - 1].next) {
            uint32_t user = usages->items.items[at - 1].user;
            intmap_put(&ways->changed, user, 1, &is_new);
            if (is_new)
                vector_push(&todo, user);
        }
    }
    vector_deinit(&todo);
}

/* Takes in what the base has learned since. */
static void update(struct ways *ways)
{
    const struct usages *usages = &ways->base->usages;
    uint32_t flags[] = {ways->with, ways->without, ways->assumed ? ways->assumed->flag : 0};
    uint32_t known = ways->n_usages_known;

    if (!ways->changed.count) {
        for (int i = 0; i < 3; i++)
            if (flags[i])
                change(ways, usages_flag(ways, flags[i]));
        known = usages->items.count;
    }
    for (; known < usages->items.count; known++)
        if (intmap_find(&ways->changed, usages->used.items[known]))
            change(ways, usages->items.items[known].user);
    ways->n_usages_known = known;
}

bool usages_unchanged(struct ways *ways, uint32_t node)
{
    update(ways);
    return !intmap_find(&ways->changed, node);
}

/* Whether the function's facts are those of the base: what a caller sees of it. */
static bool is_as_before(struct ways *ways, uint32_t fn)
{
    const struct fn_ways *before = ways_of(ways->base, fn), *now = ways_of(ways, fn);

    return before == now ||
           (before->busy == now->busy && before->returns == now->returns &&
            before->exits == now->exits && value_sets_are_same(&before->result, &now->result));
}

bool ways_are_as_before(struct ways *ways, uint32_t flag)
{
    const struct usages *usages = &ways->base->usages;
    uint32_t node = usages_flag(ways, flag), n_known;

    do { /* until the base has learned of no other user meanwhile */
        n_known = usages->items.count;
        for (uint32_t at = usages->first[node]; at; at = usages->items.items[at - 1].next) {
            uint32_t user = usages->items.items[at - 1].user;
            if (user >= ways->program->n_fns || !is_as_before(ways, user))
                return false;
        }
    } while (usages->items.count != n_known);
    return true;
}
