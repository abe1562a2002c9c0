/* A size is checked against a bound near the largest unsigned number before the object is made. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct runner {
    pthread_t tid;
    size_t size;
};

static void *run(void *arg)
{
    return arg;
}

static void *checked_alloc(size_t size)
{
    if (size > SIZE_MAX - 4096)
        return NULL;
    return malloc(size);
}

int run_forgotten_bad(void)
{
    struct runner *runner = checked_alloc(sizeof *runner);
    if (runner == NULL)
        return -1;
    if (pthread_create(&runner->tid, NULL, run, NULL) != 0) { // EXPECT: thread-not-joined
        free(runner);
        return -1;
    }
    free(runner);
    return 0;
}

int run_joined_ok(void)
{
    struct runner *runner = checked_alloc(sizeof *runner);
    if (runner == NULL)
        return -1;
    if (pthread_create(&runner->tid, NULL, run, NULL) != 0) {
        free(runner);
        return -1;
    }
    pthread_join(runner->tid, NULL);
    free(runner);
    return 0;
}
