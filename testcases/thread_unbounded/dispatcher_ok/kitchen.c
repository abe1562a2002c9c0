#include "kitchen.h"
#include "queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_COOKS 3

static struct queue orders;
static pthread_t cooks[N_COOKS];
static int n_cooks;

static void *cook_all(void *arg)
{
    char *dish;
    while ((dish = queue_pop(&orders)) != NULL) {
        printf("cooking %s\n", dish);
        free(dish);
    }
    return arg;
}

int kitchen_open(void)
{
    queue_init(&orders);
    for (n_cooks = 0; n_cooks < N_COOKS; n_cooks++) {
        if (pthread_create(&cooks[n_cooks], NULL, cook_all, NULL) != 0)
            break;
    }
    return n_cooks > 0 ? 0 : -1;
}

void kitchen_order(const char *dish)
{
    char *copy = strdup(dish);
    if (!queue_push(&orders, copy))
        free(copy);
}

void kitchen_close(void)
{
    queue_close(&orders);
    for (int i = 0; i < n_cooks; i++)
        pthread_join(cooks[i], NULL);
}
