/* The supplier leaves when there is no file, and puts no last piece on the belt. */
#include "supply.h"

#include <stdio.h>
#include <stdlib.h>

static struct belt belt = BELT_INITIALIZER;

int main(int argc, char **argv)
{
    size_t size = 1, total = 0;
    if (argc != 2 || supply_start(&belt, argv[1]) != 0)
        return EXIT_FAILURE;
    while (size > 0) {
        struct piece *piece = belt_unload(&belt);
        size = piece->size;
        total += size;
        free(piece);
    }
    printf("%zu bytes\n", total);
    return EXIT_SUCCESS;
}
