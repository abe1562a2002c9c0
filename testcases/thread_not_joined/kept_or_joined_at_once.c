/* A handle that goes into a vector, or is joined at once where the vector tells by -1 that it has no room. */
#include <pthread.h>
#include <stdlib.h>

static void *measure(void *arg)
{
    return arg;
}

static struct {
    pthread_t *items;
    size_t count, room;
} running;

static int running_add(pthread_t tid)
{
    if (running.count == running.room) {
        size_t room = running.room ? 2 * running.room : 8;
        pthread_t *items = realloc(running.items, room * sizeof *items);
        if (!items)
            return -1;
        running.items = items;
        running.room = room;
    }
    running.items[running.count++] = tid;
    return 0;
}

void running_join(void)
{
    while (running.count > 0)
        pthread_join(running.items[--running.count], NULL);
}

int measure_ok(void *site)
{
    pthread_t tid;

    if (pthread_create(&tid, NULL, measure, site) != 0)
        return -1;
    if (running_add(tid) < 0) {
        pthread_join(tid, NULL);
        return -1;
    }
    return 0;
}

int measure_bad(void *site)
{
    pthread_t tid;

    if (pthread_create(&tid, NULL, measure, site) != 0) // EXPECT: thread-not-joined
        return -1;
    if (running_add(tid) < 0)
        return -1;
    return 0;
}
