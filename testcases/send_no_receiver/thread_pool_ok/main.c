#include "tpool.h"

#include <stdio.h>
#include <stdlib.h>

static struct tpool *pool;

static void print_it(void *data)
{
    printf("%d\n", *(int *)data);
    free(data);
}

static void split_it(void *data)
{
    int number = *(int *)data;
    free(data);
    for (int i = 2; i <= number; i++) {
        if (number % i != 0)
            continue;
        int *factor = malloc(sizeof *factor);
        if (factor == NULL)
            return;
        *factor = i;
        if (!tpool_add(pool, print_it, factor))
            free(factor);
    }
}

int main(void)
{
    int number;
    pool = tpool_new(4);
    if (pool == NULL)
        return 1;
    while (scanf("%d", &number) == 1) {
        int *copy = malloc(sizeof *copy);
        if (copy == NULL)
            break;
        *copy = number;
        if (!tpool_add(pool, split_it, copy))
            free(copy);
    }
    tpool_wait(pool);
    tpool_free(pool);
    return 0;
}
