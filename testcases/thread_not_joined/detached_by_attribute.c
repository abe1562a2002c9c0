/* Threads that are created detached; the attribute takes many ways. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static void *report(void *arg)
{
    return arg;
}

int direct_bad(void)
{
    pthread_t tid;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 64 * 1024);
    int rc = pthread_create(&tid, &attr, report, NULL); // EXPECT: thread-not-joined
    pthread_attr_destroy(&attr);
    return rc;
}

int direct_ok(void)
{
    pthread_t tid;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&tid, &attr, report, NULL);
    pthread_attr_destroy(&attr);
    return rc;
}

int explicitly_joinable_bad(void)
{
    pthread_t tid;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_JOINABLE);
    int rc = pthread_create(&tid, &attr, report, NULL); // EXPECT: thread-not-joined
    pthread_attr_destroy(&attr);
    return rc;
}

int explicitly_joinable_ok(void)
{
    pthread_t tid;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_JOINABLE);
    int rc = pthread_create(&tid, &attr, report, NULL);
    pthread_attr_destroy(&attr);
    return rc != 0 ? rc : pthread_join(tid, NULL);
}

int state_in_variable_bad(void)
{
    int state = PTHREAD_CREATE_JOINABLE;
    pthread_t tid;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, state);
    return pthread_create(&tid, &attr, report, NULL); // EXPECT: thread-not-joined
}

int state_in_variable_ok(void)
{
    int state = PTHREAD_CREATE_DETACHED;
    pthread_t tid;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, state);
    return pthread_create(&tid, &attr, report, NULL);
}

/* Set up by a helper. */
static bool attr_small(pthread_attr_t *attr)
{
    if (pthread_attr_init(attr) != 0)
        return false;
    return pthread_attr_setstacksize(attr, 64 * 1024) == 0;
}

static bool attr_detached(pthread_attr_t *attr)
{
    if (pthread_attr_init(attr) != 0)
        return false;
    return pthread_attr_setdetachstate(attr, PTHREAD_CREATE_DETACHED) == 0;
}

int helper_bad(void)
{
    pthread_t tid;
    pthread_attr_t attr;
    if (!attr_small(&attr))
        return -1;
    return pthread_create(&tid, &attr, report, NULL); // EXPECT: thread-not-joined
}

int helper_ok(void)
{
    pthread_t tid;
    pthread_attr_t attr;
    if (!attr_detached(&attr))
        return -1;
    return pthread_create(&tid, &attr, report, NULL);
}

/* In a global, set up once and used often. */
static pthread_attr_t plain_attr, detached_attr;

void attrs_init(void)
{
    pthread_attr_init(&plain_attr);
    pthread_attr_init(&detached_attr);
    pthread_attr_setdetachstate(&detached_attr, PTHREAD_CREATE_DETACHED);
}

int global_bad(void)
{
    pthread_t tid;
    return pthread_create(&tid, &plain_attr, report, NULL); // EXPECT: thread-not-joined
}

int global_ok(void)
{
    pthread_t tid;
    return pthread_create(&tid, &detached_attr, report, NULL);
}

/* Through a pointer that is NULL or not. */
int pointer_bad(void)
{
    pthread_t tid;
    pthread_attr_t *attr = NULL;
    return pthread_create(&tid, attr, report, NULL); // EXPECT: thread-not-joined
}

int pointer_ok(void)
{
    pthread_t tid;
    pthread_attr_t storage;
    pthread_attr_t *attr = NULL;
    if (pthread_attr_init(&storage) == 0) {
        attr = &storage;
        pthread_attr_setdetachstate(attr, PTHREAD_CREATE_DETACHED);
    }
    if (attr == NULL)
        return -1;
    return pthread_create(&tid, attr, report, NULL);
}

/* An attribute from callers that we do not know: it may be detached. */
int callers_attr_bad(const pthread_attr_t *attr)
{
    pthread_t tid;
    if (attr == NULL)
        return -1;
    return pthread_create(&tid, NULL, report, NULL); // EXPECT: thread-not-joined
}

int callers_attr_ok(const pthread_attr_t *attr)
{
    pthread_t tid;
    if (attr == NULL)
        return -1;
    return pthread_create(&tid, attr, report, NULL);
}

/* One attribute for two threads: detached for the first, joinable again for the second. */
int set_back_bad(void)
{
    pthread_t first, second;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pthread_create(&first, &attr, report, NULL);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_JOINABLE);
    return pthread_create(&second, &attr, report, NULL); // EXPECT: thread-not-joined
}

int set_back_ok(void)
{
    pthread_t first, second;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_JOINABLE);
    pthread_create(&first, &attr, report, NULL);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pthread_create(&second, &attr, report, NULL);
    return pthread_join(first, NULL);
}
