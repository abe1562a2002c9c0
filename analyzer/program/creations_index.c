/* The endings by class of places, and the starts by function. */
#include "program/creations_inside.h"

#include "program/holders.h"

static void add_to_class(const struct program *program, struct intmap *first, uint32_t *next,
                         struct key key, uint32_t index)
{
    uint32_t *head = intmap_put(first, holders_class(program->holders, key.last), 0, NULL);

    next[index] = *head;
    *head = index + 1;
}

static void index_starts(struct program *program, struct creations *all)
{
    uint32_t n = program->n_fns;

    all->first_start = ARENA_ARRAY(program->run, uint32_t, n + 2);
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t k = 0; !all->items.items[i].through && k < all->items.items[i].starts.count;
             k++)
            all->first_start[all->items.items[i].starts.items[k].fn + 2]++;
    for (uint32_t i = 2; i < n + 2; i++)
        all->first_start[i] += all->first_start[i - 1];
    all->starts_in = ARENA_ARRAY(program->run, struct start, all->first_start[n + 1]);
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t k = 0; !all->items.items[i].through && k < all->items.items[i].starts.count;
             k++) {
            struct start start = all->items.items[i].starts.items[k];
            all->starts_in[all->first_start[start.fn + 1]++] = start;
        }
}

void creations_index(struct program *program)
{
    struct creations *all = &program->solution->creations;

    all->next_ending = ARENA_ARRAY(program->run, uint32_t, all->endings.count);
    all->next_site = ARENA_ARRAY(program->run, uint32_t, all->sites.count);
    all->ends_in = bitset_new(program->run, program->n_fns);
    for (uint32_t i = all->endings.count; i-- > 0;) {
        add_to_class(program, &all->first_ending, all->next_ending, all->endings.items[i].key, i);
        bitset_add(&all->ends_in, all->endings.items[i].fn);
    }
    for (uint32_t i = all->sites.count; i-- > 0;) {
        add_to_class(program, &all->first_site, all->next_site, all->sites.items[i].key, i);
        bitset_add(&all->ends_in, all->sites.items[i].fn);
    }
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t k = 0; k < all->items.items[i].ends.count; k++)
            bitset_add(&all->ends_in, all->items.items[i].ends.items[k].fn);
    all->next_attribute = ARENA_ARRAY(program->run, uint32_t, all->detached_attributes.count);
    for (uint32_t i = all->detached_attributes.count; i-- > 0;)
        if (all->detached_attributes.items[i].last)
            add_to_class(program, &all->first_attribute, all->next_attribute,
                         all->detached_attributes.items[i], i);
    index_starts(program, all);
}

uint32_t creations_first_of_class(const struct program *program, const struct intmap *first,
                                  struct key key)
{
    const uint32_t *head = intmap_find(first, holders_class(program->holders, key.last));

    return head && key.last ? *head : 0;
}
