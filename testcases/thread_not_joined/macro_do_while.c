/* Macros with do { } while (0) around create and join. The line is that of the macro's use. */
#include <pthread.h>
#include <stdlib.h>

#define SPAWN(tid, fn, arg)                                                                        \
    do {                                                                                           \
        if (pthread_create(&(tid), NULL, (fn), (arg)) != 0)                                        \
            goto fail;                                                                             \
    } while (0)
#define SPAWN_OR_RETURN(tid, fn, arg)                                                              \
    do {                                                                                           \
        int spawn_rc = pthread_create(&(tid), NULL, (fn), (arg));                                  \
        if (spawn_rc)                                                                              \
            return spawn_rc;                                                                       \
    } while (0)
#define JOIN(tid)                                                                                  \
    do {                                                                                           \
        if (pthread_join((tid), NULL) != 0)                                                        \
            abort();                                                                               \
    } while (0)
#define FORGET(tid)                                                                                \
    do {                                                                                           \
        (void)(tid);                                                                               \
    } while (0)

static void *work(void *arg)
{
    return arg;
}

int spawn_bad(void)
{
    pthread_t tid;
    SPAWN(tid, work, NULL); // EXPECT: thread-not-joined
    FORGET(tid);
    return 0;
fail:
    return -1;
}

int spawn_ok(void)
{
    pthread_t tid;
    SPAWN(tid, work, NULL);
    JOIN(tid);
    return 0;
fail:
    return -1;
}

int spawn_two_bad(void)
{
    pthread_t first, second;
    SPAWN_OR_RETURN(first, work, NULL); // EXPECT: thread-not-joined
    SPAWN_OR_RETURN(second, work, NULL);
    JOIN(first);
    JOIN(second);
    return 0;
}

int spawn_two_ok(void)
{
    pthread_t first, second;
    SPAWN_OR_RETURN(first, work, NULL);
    JOIN(first);
    SPAWN_OR_RETURN(second, work, NULL);
    JOIN(second);
    return 0;
}
