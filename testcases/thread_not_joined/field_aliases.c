/* A field is joined, but not under its own name: copies, pointers, wrappers. */
#include <pthread.h>
#include <stddef.h>

struct worker {
    pthread_t tid;
    int load;
};

int measure(int what);

static void *work(void *arg)
{
    return arg;
}

static int look(struct worker *w)
{
    pthread_t tid = w->tid;
    return pthread_equal(tid, pthread_self());
}

static void join_copy(struct worker *w)
{
    pthread_t tid = w->tid;
    pthread_join(tid, NULL);
}

int local_copy_bad(void)
{
    struct worker w = {0};
    if (pthread_create(&w.tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return look(&w);
}

int local_copy_ok(void)
{
    struct worker w = {0};
    if (pthread_create(&w.tid, NULL, work, NULL) != 0)
        return -1;
    join_copy(&w);
    return 0;
}

int pointer_to_field_bad(void)
{
    struct worker w = {0};
    pthread_t *tid = &w.tid;
    if (pthread_create(tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return w.load;
}

int pointer_to_field_ok(void)
{
    struct worker w = {0};
    pthread_t *tid = &w.tid;
    if (pthread_create(&w.tid, NULL, work, NULL) != 0)
        return -1;
    pthread_join(*tid, NULL);
    return w.load;
}

static int thread_join(pthread_t *tid)
{
    return pthread_join(*tid, NULL);
}

static int worker_join(struct worker *w)
{
    return thread_join(&w->tid);
}

static int worker_stop(struct worker *w)
{
    w->load = 0;
    return worker_join(w);
}

static int worker_idle(struct worker *w)
{
    w->load = 0;
    return look(w);
}

int two_levels_deep_bad(void)
{
    struct worker w = {0};
    if (pthread_create(&w.tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return worker_idle(&w);
}

int two_levels_deep_ok(void)
{
    struct worker w = {0};
    if (pthread_create(&w.tid, NULL, work, NULL) != 0)
        return -1;
    return worker_stop(&w);
}

/* A wrapper that joins on some of its paths only. */
static int worker_stop_if_loaded(struct worker *w)
{
    if (measure(w->load) == 0)
        return 0;
    return worker_join(w);
}

static int worker_stop_loaded_or_not(struct worker *w)
{
    if (measure(w->load) == 0)
        return worker_join(w);
    w->load = 0;
    return worker_join(w);
}

int wrapper_joins_sometimes_bad(void)
{
    struct worker w = {0};
    if (pthread_create(&w.tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return worker_stop_if_loaded(&w);
}

int wrapper_joins_sometimes_ok(void)
{
    struct worker w = {0};
    if (pthread_create(&w.tid, NULL, work, NULL) != 0)
        return -1;
    return worker_stop_loaded_or_not(&w);
}

/* The struct is embedded in another one, and its pointer goes through a cast. */
struct io_worker {
    struct worker base;
    int fd;
};

int embedded_bad(int fd)
{
    struct io_worker io = {.fd = fd};
    if (pthread_create(&io.base.tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return worker_idle((struct worker *)&io);
}

int embedded_ok(int fd)
{
    struct io_worker io = {.fd = fd};
    if (pthread_create(&io.base.tid, NULL, work, NULL) != 0)
        return -1;
    return worker_stop((struct worker *)&io);
}
