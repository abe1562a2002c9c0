/* Attributes that a helper makes, one call after the other, each of which may fail. A thread made with detached ones
 * needs no join. */
#include <pthread.h>
#include <stdio.h>

static int attr_detached(pthread_attr_t *attr, int stack)
{
    int error;

    if ((error = pthread_attr_init(attr)) != 0) {
        fprintf(stderr, "no attributes: %d\n", error);
        return error;
    }
    if (stack > 0 && (error = pthread_attr_setstacksize(attr, (size_t)stack)) != 0) {
        fprintf(stderr, "no stack of that size: %d\n", error);
        return error;
    }
    if ((error = pthread_attr_setdetachstate(attr, PTHREAD_CREATE_DETACHED)) != 0) {
        fprintf(stderr, "not detached: %d\n", error);
        return error;
    }
    return 0;
}

/* Where a stack is asked for, it forgets that the thread is to be detached. */
static int attr_with_stack(pthread_attr_t *attr, int stack)
{
    int error;

    if ((error = pthread_attr_init(attr)) != 0)
        return error;
    if (stack > 0)
        return pthread_attr_setstacksize(attr, (size_t)stack);
    if ((error = pthread_attr_setdetachstate(attr, PTHREAD_CREATE_DETACHED)) != 0)
        return error;
    return 0;
}

static void *compress(void *arg)
{
    return arg;
}

static void pack_ok(void *log)
{
    pthread_t id;
    pthread_attr_t attr;

    if (attr_detached(&attr, 65536) != 0)
        return;
    if (pthread_create(&id, &attr, compress, log) != 0)
        fprintf(stderr, "no thread\n");
    pthread_attr_destroy(&attr);
}

static void pack_bad(void *log)
{
    pthread_t id;
    pthread_attr_t attr;

    if (attr_with_stack(&attr, 65536) != 0)
        return;
    if (pthread_create(&id, &attr, compress, log) != 0) // EXPECT: thread-not-joined
        fprintf(stderr, "no thread\n");
    pthread_attr_destroy(&attr);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        pack_ok(argv);
    else
        pack_bad(argv);
    return 0;
}
