#include "threads.h"

#include <stdint.h>
#include <stdlib.h>

struct start {
    thrd_start_t body;
    void *arg;
};

static void *run(void *arg)
{
    struct start start = *(struct start *)arg;
    free(arg);
    return (void *)(intptr_t)start.body(start.arg);
}

int thrd_create(thrd_t *thread, thrd_start_t body, void *arg)
{
    struct start *start = malloc(sizeof *start);
    if (start == NULL)
        return -1;
    start->body = body;
    start->arg = arg;
    if (pthread_create(thread, NULL, run, start) == 0)
        return 0;
    free(start);
    return -1;
}

int thrd_join(thrd_t thread, int *result)
{
    void *value;
    if (pthread_join(thread, &value) != 0)
        return -1;
    if (result != NULL)
        *result = (int)(intptr_t)value;
    return 0;
}
