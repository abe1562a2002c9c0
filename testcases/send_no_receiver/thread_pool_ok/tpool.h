#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

typedef void tpool_function(void *data);

struct tpool; /* a pool of threads, and the queue of what they shall do */

struct tpool *tpool_new(size_t n_threads);
bool tpool_add(struct tpool *pool, tpool_function *function, void *data);
void tpool_wait(struct tpool *pool); /* until the queue is empty and all threads are idle */
void tpool_free(struct tpool *pool);
