/* FUSE: operations run per request, init once. */
#include <pthread.h>
#include <stdio.h>

#include "mini_fuse.h"

static void *prefetch(void *arg)
{
    FILE *file = fopen("prefetch.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("prefetch\n", file);
        fclose(file);
    }
    return NULL;
}

static void *clean_cache(void *arg)
{
    FILE *file = fopen("clean_cache.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("clean cache\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_getattr(const char *path, void *stat, void *info)
{
    (void)stat, (void)info;
    return path[0] == '/' ? 0 : -2;
}

static int on_open_bad(const char *path, void *info)
{
    (void)path, (void)info;
    pthread_t tid;
    if (pthread_create(&tid, NULL, prefetch, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static void *on_init_ok(struct fuse_conn_info *connection, struct fuse_config *config)
{
    (void)connection, (void)config;
    pthread_t tid;
    if (pthread_create(&tid, NULL, clean_cache, NULL) == 0)
        pthread_detach(tid);
    return NULL;
}

static const struct fuse_operations operations = {
    .getattr = on_getattr, .open = on_open_bad, .init = on_init_ok};

int main(int argc, char **argv)
{
    return fuse_main(argc, argv, &operations, NULL);
}
