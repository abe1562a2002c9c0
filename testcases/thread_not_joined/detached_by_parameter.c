/* A wrapper makes detached or joinable threads, as its caller asks. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static void *report(void *arg)
{
    return arg;
}

static int spawn_state_bad(pthread_t *tid, bool detached)
{
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    if (detached)
        pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(tid, &attr, report, NULL); // EXPECT: thread-not-joined
    pthread_attr_destroy(&attr);
    return rc;
}

static int spawn_state_ok(pthread_t *tid, bool detached)
{
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    if (detached)
        pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(tid, &attr, report, NULL);
    pthread_attr_destroy(&attr);
    return rc;
}

int constant_bad(void)
{
    pthread_t tid;
    return spawn_state_bad(&tid, false);
}

int constant_ok(void)
{
    pthread_t tid;
    return spawn_state_ok(&tid, true);
}

int join_what_is_joinable_ok(void)
{
    pthread_t tid;
    if (spawn_state_ok(&tid, false) != 0)
        return -1;
    return pthread_join(tid, NULL);
}

/* Created joinable, then detached or handed out. */
static int spawn_then_detach_bad(pthread_t *ret_tid)
{
    pthread_t tid;
    int rc = pthread_create(&tid, NULL, report, NULL); // EXPECT: thread-not-joined
    if (rc != 0)
        return rc;
    if (ret_tid != NULL)
        *ret_tid = tid;
    return 0;
}

static int spawn_then_detach_ok(pthread_t *ret_tid)
{
    pthread_t tid;
    int rc = pthread_create(&tid, NULL, report, NULL);
    if (rc != 0)
        return rc;
    if (ret_tid != NULL)
        *ret_tid = tid;
    else
        pthread_detach(tid);
    return 0;
}

int optional_handle_bad(void)
{
    return spawn_then_detach_bad(NULL);
}

int optional_handle_ok(void)
{
    pthread_t tid;
    if (spawn_then_detach_ok(NULL) != 0 || spawn_then_detach_ok(&tid) != 0)
        return -1;
    return pthread_join(tid, NULL);
}
