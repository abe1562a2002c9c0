#include "vector.h"

#include <stdlib.h>

int vector_append(struct vector *vector, void *item)
{
    if (vector->used == vector->room) {
        size_t room = vector->room ? 2 * vector->room : 8;
        void **items = realloc(vector->items, room * sizeof *items);
        if (items == NULL)
            return -1;
        vector->items = items;
        vector->room = room;
    }
    vector->items[vector->used++] = item;
    return 0;
}

int vector_remove(struct vector *vector, const void *item)
{
    for (size_t i = 0; i < vector->used; i++) {
        if (vector->items[i] != item)
            continue;
        vector->items[i] = vector->items[--vector->used];
        return 0;
    }
    return -1;
}
