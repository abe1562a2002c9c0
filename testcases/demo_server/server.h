/* What the parts of the demo server offer each other; queue.h and backend.h stand apart. */
#pragma once
#include <stddef.h>

#include "queue.h"

struct options {
    int port;         /* we listen here, on loopback */
    int backend_port; /* pages come from here, on loopback */
    int metrics_port; /* counters go there, on loopback; 0 = nowhere */
};

/* A connection that waits for a worker. */
struct job {
    int fd;
    int attempts; /* how often it was put back, because the client had sent nothing yet */
};

enum handled { HANDLED_DONE, HANDLED_AGAIN };

/* handler.c: reads a request from `job`, answers it and closes the connection; or HANDLED_AGAIN. */
void handler_init(const struct options *options);
enum handled handle_job(struct job *job);

/* pool.c: the workers. pool_submit takes `fd`; pool_stop works off what waits, then returns. */
int pool_start(void);
void pool_submit(int fd);
void pool_stop(void);

/* cache.c: pages by path, bounded; sessions by their cookie. Pages are copied in and out. */
int cache_find(const char *path, char *ret_page, size_t size);
void cache_insert(const char *path, const char *page);
void cache_warm(void);
unsigned session_touch(const char *cookie);

/* stats.c: counters, written out now and then by a thread of their own. */
int stats_start(int metrics_port);
void stats_count_request(int from_cache);
void stats_wait_for_flush(void);
int stats_print(char *buffer, size_t size);
