/* The join stands in a callback: of the project's own list, of atexit, of a library. */
#include <pthread.h>
#include <stdlib.h>

struct at_stop {
    void (*fn)(void *arg);
    void *arg;
};

static struct at_stop at_stop[8];
static int n_at_stop;

static void at_stop_add(void (*fn)(void *arg), void *arg)
{
    if (n_at_stop < 8)
        at_stop[n_at_stop++] = (struct at_stop){fn, arg};
}

void server_stop(void)
{
    while (n_at_stop > 0) {
        n_at_stop--;
        at_stop[n_at_stop].fn(at_stop[n_at_stop].arg);
    }
}

static void *work(void *arg)
{
    return arg;
}

struct indexer {
    pthread_t tid;
    int stopping;
};

struct crawler {
    pthread_t tid;
    int stopping;
};

static void indexer_stop(void *arg)
{
    struct indexer *indexer = arg;
    indexer->stopping = 1;
}

static void crawler_stop(void *arg)
{
    struct crawler *crawler = arg;
    crawler->stopping = 1;
    pthread_join(crawler->tid, NULL);
}

static struct indexer indexer;
static struct crawler crawler;

void indexer_start_bad(void)
{
    if (pthread_create(&indexer.tid, NULL, work, NULL) == 0) // EXPECT: thread-not-joined
        at_stop_add(indexer_stop, &indexer);
}

void crawler_start_ok(void)
{
    if (pthread_create(&crawler.tid, NULL, work, NULL) == 0)
        at_stop_add(crawler_stop, &crawler);
}

/* atexit */
static pthread_t flusher, syncer;

static void flusher_end(void)
{
    n_at_stop = 0;
}

static void syncer_end(void)
{
    pthread_join(syncer, NULL);
}

void flusher_start_bad(void)
{
    pthread_create(&flusher, NULL, work, NULL); // EXPECT: thread-not-joined
    atexit(flusher_end);
}

void syncer_start_ok(void)
{
    pthread_create(&syncer, NULL, work, NULL);
    atexit(syncer_end);
}

/* A library that we cannot see calls static functions of ours, the first for every request. */
void http_register(const char *path, int (*fn)(void *request), void (*done)(void *request));

struct request_state {
    pthread_t tid;
};

static int on_upload_bad(void *request)
{
    pthread_t tid;
    return pthread_create(&tid, NULL, work, request); // EXPECT: thread-not-joined
}

static struct request_state download;

static int on_download_ok(void *request)
{
    return pthread_create(&download.tid, NULL, work, request);
}

static void on_upload_done(void *request)
{
    free(request);
}

static void on_download_done(void *request)
{
    pthread_join(download.tid, NULL);
    free(request);
}

void routes_init(void)
{
    http_register("/upload", on_upload_bad, on_upload_done);
    http_register("/download", on_download_ok, on_download_done);
}
