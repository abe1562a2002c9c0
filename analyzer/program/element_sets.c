#include "program/element_sets.h"

#include <stdlib.h>

#include "base/memory.h"
#include "program/elements.h"

void element_sets_init(struct element_sets *sets, const struct program *program)
{
    uint32_t n = elements_count(program);

    sets->program = program;
    sets->parent = memory_zeroed(n, sizeof(*sets->parent));
    sets->rank = memory_zeroed(n, sizeof(*sets->rank));
    sets->escapes = memory_zeroed(n, sizeof(*sets->escapes));
    for (uint32_t i = 0; i < n; i++)
        sets->parent[i] = i;
}

void element_sets_deinit(struct element_sets *sets)
{
    free(sets->parent);
    free(sets->rank);
    free(sets->escapes);
}

uint32_t element_sets_root(struct element_sets *sets, uint32_t index)
{
    while (sets->parent[index] != index) {
        sets->parent[index] = sets->parent[sets->parent[index]];
        index = sets->parent[index];
    }
    return index;
}

void element_sets_unify(struct element_sets *sets, uint32_t element_a, uint32_t element_b)
{
    if (!element_a || !element_b)
        return;
    uint32_t a = element_sets_root(sets, element_index(sets->program, element_a));
    uint32_t b = element_sets_root(sets, element_index(sets->program, element_b));
    if (a == b)
        return;
    if (sets->rank[a] < sets->rank[b]) {
        uint32_t swapped = a;
        a = b;
        b = swapped;
    }
    sets->parent[b] = a;
    sets->rank[a] = (uint8_t)(sets->rank[a] + (sets->rank[a] == sets->rank[b]));
    sets->escapes[a] |= sets->escapes[b];
}

void element_sets_escape_so(struct element_sets *sets, uint32_t element, uint8_t how)
{
    if (element)
        sets->escapes[element_sets_root(sets, element_index(sets->program, element))] |= how;
}

void element_sets_escape(struct element_sets *sets, uint32_t element)
{
    element_sets_escape_so(sets, element, ESCAPES_ITSELF);
}
