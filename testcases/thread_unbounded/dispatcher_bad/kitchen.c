#include "kitchen.h"
#include "queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct queue orders;
static pthread_t chef;

static void *cook(void *arg)
{
    printf("cooking %s\n", (char *)arg);
    free(arg);
    return NULL;
}

static void *hand_out(void *arg)
{
    char *dish;
    while ((dish = queue_pop(&orders)) != NULL) {
        pthread_t helper;
        if (pthread_create(&helper, NULL, cook, dish) == 0) // EXPECT: thread-unbounded
            pthread_detach(helper);
        else
            cook(dish);
    }
    return arg;
}

int kitchen_open(void)
{
    queue_init(&orders);
    return pthread_create(&chef, NULL, hand_out, NULL);
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
    pthread_join(chef, NULL);
}
