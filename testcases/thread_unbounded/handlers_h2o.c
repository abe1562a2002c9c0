/* H2O: the program puts its function into a field of the handler that it gets; no call registers it. */
#include <pthread.h>
#include <stdio.h>

#include "mini_h2o.h"

static void *count_hit(void *arg)
{
    FILE *file = fopen("count_hit.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("count hit\n", file);
        fclose(file);
    }
    return NULL;
}

static void *preload(void *arg)
{
    FILE *file = fopen("preload.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("preload\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_hit_bad(h2o_handler_t *self, h2o_req_t *request)
{
    (void)self, (void)request;
    pthread_t tid;
    if (pthread_create(&tid, NULL, count_hit, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static void add_hits_ok(h2o_pathconf_t *path)
{
    h2o_handler_t *handler = h2o_create_handler(path, sizeof(*handler));
    handler->on_req = on_hit_bad;
    pthread_t tid;
    if (pthread_create(&tid, NULL, preload, NULL) == 0)
        pthread_detach(tid);
}

extern h2o_pathconf_t *configure(int argc, char **argv);
extern void serve(void);

int main(int argc, char **argv)
{
    add_hits_ok(configure(argc, argv));
    serve();
    return 0;
}
