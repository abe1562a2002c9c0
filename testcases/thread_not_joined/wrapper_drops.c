/* Wrappers around create: what happens to the handle is decided by wrapper and caller. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

int build(const char *target);

static void *run(void *arg)
{
    return arg;
}

/* The wrapper keeps the handle in a local of its own. */
static int spawn_dropping(void *arg)
{
    pthread_t tid;
    return pthread_create(&tid, NULL, run, arg); // EXPECT: thread-not-joined
}

static int spawn_detaching(void *arg)
{
    pthread_t tid;
    int rc = pthread_create(&tid, NULL, run, arg);
    if (rc == 0)
        pthread_detach(tid);
    return rc;
}

int dropped_by_wrapper_bad(char *arg)
{
    return spawn_dropping(arg);
}

int dropped_by_wrapper_ok(char *arg)
{
    return spawn_detaching(arg);
}

/* The wrapper returns the handle. */
static pthread_t spawn_returning_bad(void *arg)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, run, arg) != 0) // EXPECT: thread-not-joined
        perror("pthread_create");
    return tid;
}

static pthread_t spawn_returning_ok(void *arg)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, run, arg) != 0)
        perror("pthread_create");
    return tid;
}

void handle_returned_bad(char *arg)
{
    spawn_returning_bad(arg);
    build(arg);
}

void handle_returned_ok(char *arg)
{
    pthread_t tid = spawn_returning_ok(arg);
    build(arg);
    pthread_join(tid, NULL);
}

/* The wrapper fills a handle of its caller, and says by its result whether it did. */
static bool spawn_into_bad(pthread_t *tid, void *arg)
{
    return pthread_create(tid, NULL, run, arg) == 0; // EXPECT: thread-not-joined
}

static bool spawn_into_ok(pthread_t *tid, void *arg)
{
    return pthread_create(tid, NULL, run, arg) == 0;
}

int out_parameter_bad(char *arg)
{
    pthread_t tid;
    if (!spawn_into_bad(&tid, arg))
        return -1;
    return build(arg);
}

int out_parameter_ok(char *arg)
{
    pthread_t tid;
    if (!spawn_into_ok(&tid, arg))
        return -1;
    int rc = build(arg);
    pthread_join(tid, NULL);
    return rc;
}

/* The same wrapper with two callers, one of whom loses the handle. */
static int spawn_shared(pthread_t *tid, void *arg)
{
    int rc = pthread_create(tid, NULL, run, arg); // EXPECT: thread-not-joined
    if (rc != 0) {
        fprintf(stderr, "no thread: %d\n", rc);
        return -1;
    }
    return 0;
}

int shared_wrapper_bad(char *arg)
{
    pthread_t tid;
    if (spawn_shared(&tid, arg) < 0)
        return -1;
    if (build(arg) != 0)
        return -1;
    return pthread_join(tid, NULL);
}

int shared_wrapper_ok(char *arg)
{
    pthread_t tid;
    if (spawn_shared(&tid, arg) < 0)
        return -1;
    build(arg);
    return pthread_join(tid, NULL);
}

/* A portability layer: own type, own names, body and its argument passed through. */
typedef pthread_t os_thread;

static int os_thread_start(os_thread *t, void *(*fn)(void *), void *arg)
{
    if (pthread_create(t, NULL, fn, arg) == 0)
        return 1;
    return 0;
}

static void os_thread_wait(os_thread t)
{
    while (pthread_join(t, NULL) != 0)
        ;
}

int portability_layer_ok(char *arg)
{
    os_thread t;
    if (!os_thread_start(&t, run, arg))
        return -1;
    int rc = build(arg);
    os_thread_wait(t);
    return rc;
}
