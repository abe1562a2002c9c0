/* The handle is kept in a field of a global object; another function should join it. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct cache {
    pthread_t sweeper;
    bool stopping;
};

struct journal {
    pthread_t writer;
    bool stopping;
};

static struct cache cache;
static struct journal journal;

static void *sweep(void *arg)
{
    return arg;
}

int cache_open_bad(void)
{
    return pthread_create(&cache.sweeper, NULL, sweep, &cache); // EXPECT: thread-not-joined
}

void cache_close(void)
{
    cache.stopping = true;
}

int journal_open_ok(void)
{
    return pthread_create(&journal.writer, NULL, sweep, &journal);
}

void journal_close(void)
{
    journal.stopping = true;
    pthread_join(journal.writer, NULL);
}

/* Fields of fields, and an array of structs inside a struct. */
struct io_bad {
    struct {
        pthread_t tid;
        int fd;
    } lanes[4];
};

struct io_ok {
    struct {
        pthread_t tid;
        int fd;
    } lanes[4];
};

static struct {
    struct io_bad bad;
    struct io_ok ok;
} server;

void lanes_open_bad(void)
{
    for (int i = 0; i < 4; i++)
        pthread_create(&server.bad.lanes[i].tid, NULL, sweep, NULL); // EXPECT: thread-not-joined
}

void lanes_open_ok(void)
{
    for (int i = 0; i < 4; i++)
        pthread_create(&server.ok.lanes[i].tid, NULL, sweep, NULL);
}

void lanes_close(void)
{
    for (int i = 0; i < 4; i++) {
        server.bad.lanes[i].fd = -1;
        server.ok.lanes[i].fd = -1;
        pthread_join(server.ok.lanes[i].tid, NULL);
    }
}

/* Detached by whoever comes later is as good as joined. */
static struct {
    pthread_t tid;
} prober;

void prober_start_ok(void)
{
    pthread_create(&prober.tid, NULL, sweep, NULL);
}

void prober_forget(void)
{
    pthread_detach(prober.tid);
}
