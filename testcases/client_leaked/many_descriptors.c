/* A clean-up that closes each of many descriptors that is open: what else it does is not lost in all the ways
 * through it. */
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "mini_redis.h"

struct service {
    bool runs;
    int ready[2];
    int leave[2];
    int log;
    redisContext *redis;
};

struct worker {
    bool runs;
    int ready[2];
    int leave[2];
    int log;
    redisContext *redis;
};

static void clean_service(struct service *service)
{
    if (service->ready[0] > 0)
        close(service->ready[0]);
    if (service->ready[1] > 0)
        close(service->ready[1]);
    if (service->leave[0] > 0)
        close(service->leave[0]);
    if (service->leave[1] > 0)
        close(service->leave[1]);
    if (service->log > 0)
        close(service->log);
    if (service->redis)
        redisFree(service->redis);
}

static int start_service_ok(struct service *service, struct timeval time)
{
    if (pipe(service->ready) < 0)
        goto fail;
    if (pipe(service->leave) < 0)
        goto fail;
    service->redis = redisConnectWithTimeout("jobs", 6379, time);
    if (!service->redis)
        goto fail;
    if (fsync(service->log) < 0)
        goto fail;
    service->runs = true;
    return 0;

fail:
    clean_service(service);
    return -1;
}

static void stop_service(struct service *service)
{
    if (service->runs)
        clean_service(service);
    free(service);
}

static void clean_worker(struct worker *worker)
{
    if (worker->ready[0] > 0)
        close(worker->ready[0]);
    if (worker->ready[1] > 0)
        close(worker->ready[1]);
    if (worker->leave[0] > 0)
        close(worker->leave[0]);
    if (worker->leave[1] > 0)
        close(worker->leave[1]);
    if (worker->log > 0)
        close(worker->log);
}

static int start_worker_bad(struct worker *worker, struct timeval time)
{
    if (pipe(worker->ready) < 0)
        goto fail;
    if (pipe(worker->leave) < 0)
        goto fail;
    worker->redis = redisConnectWithTimeout("jobs", 6379, time); // EXPECT: client-leaked
    if (!worker->redis)
        goto fail;
    if (fsync(worker->log) < 0)
        goto fail;
    worker->runs = true;
    return 0;

fail:
    clean_worker(worker);
    return -1;
}

static void stop_worker(struct worker *worker)
{
    if (worker->runs) {
        redisFree(worker->redis);
        clean_worker(worker);
    }
    free(worker);
}

int main(int argc, char **argv)
{
    struct timeval time = {5, 0};

    (void)argv;
    for (int i = 0; i < argc; i++) {
        struct service *service = calloc(1, sizeof(*service));
        struct worker *worker = calloc(1, sizeof(*worker));
        if (!service || !worker)
            return 1;
        if (start_service_ok(service, time) == 0)
            freeReplyObject(redisCommand(service->redis, "BRPOP jobs 5"));
        stop_service(service);
        if (start_worker_bad(worker, time) == 0)
            freeReplyObject(redisCommand(worker->redis, "BRPOP jobs 5"));
        stop_worker(worker);
    }
    return 0;
}
