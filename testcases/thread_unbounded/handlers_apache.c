/* A module of Apache: its hooks run per request, the registration of hooks and those of the start once. */
#include <pthread.h>
#include <stdio.h>

#include "mini_apache.h"

static void *note_request(void *arg)
{
    FILE *file = fopen("note_request.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("note request\n", file);
        fclose(file);
    }
    return NULL;
}

static void *watch_files(void *arg)
{
    FILE *file = fopen("watch_files.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("watch files\n", file);
        fclose(file);
    }
    return NULL;
}

static void *load_words(void *arg)
{
    FILE *file = fopen("load_words.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("load words\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_request_bad(request_rec *request)
{
    (void)request;
    pthread_t tid;
    if (pthread_create(&tid, NULL, note_request, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static void on_child_ok(apr_pool_t *pool, server_rec *server)
{
    (void)pool, (void)server;
    pthread_t tid;
    if (pthread_create(&tid, NULL, watch_files, NULL) == 0)
        pthread_detach(tid);
}

static void register_hooks_ok(apr_pool_t *pool)
{
    (void)pool;
    pthread_t tid;
    if (pthread_create(&tid, NULL, load_words, NULL) == 0)
        pthread_detach(tid);
    ap_hook_handler(on_request_bad, NULL, NULL, 10);
    ap_hook_child_init(on_child_ok, NULL, NULL, 10);
}

module note_module = {20120211, NULL, register_hooks_ok};
