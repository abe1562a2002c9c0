#ifndef POOL_H
#define POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t more;
    pthread_t *ids;
    size_t n, want;
    long jobs;
    bool over;
};
struct pool *pool_new(size_t n);
int pool_set(struct pool *pool, size_t n);
void pool_free(struct pool *pool);

#endif
