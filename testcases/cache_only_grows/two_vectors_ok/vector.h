#ifndef VECTOR_H
#define VECTOR_H

#include <stddef.h>

struct vector {
    void **items;
    size_t used, room;
};

int vector_append(struct vector *vector, void *item);
int vector_remove(struct vector *vector, const void *item);

#endif
