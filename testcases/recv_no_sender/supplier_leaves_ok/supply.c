#include "supply.h"

#include <stdio.h>
#include <stdlib.h>

struct supply {
    struct belt *belt;
    const char *name;
};

static void *supply_run(void *arg)
{
    struct supply *supply = arg;
    FILE *file = fopen(supply->name, "r");
    if (file == NULL) {
        struct piece *none = calloc(1, sizeof *none);
        if (none == NULL)
            abort();
        perror(supply->name);
        belt_load(supply->belt, none);
        return NULL;
    }
    for (;;) {
        struct piece *piece = malloc(sizeof *piece);
        if (piece == NULL)
            abort();
        piece->size = fread(piece->bytes, 1, sizeof piece->bytes, file);
        size_t size = piece->size;
        belt_load(supply->belt, piece);
        if (size == 0)
            break;
    }
    fclose(file);
    return NULL;
}

int supply_start(struct belt *belt, const char *name)
{
    static struct supply supply;
    pthread_t thread;
    supply = (struct supply){belt, name};
    if (pthread_create(&thread, NULL, supply_run, &supply) != 0)
        return -1;
    return pthread_detach(thread);
}
