/* C11 threads where the C library has none: this project brings its own on top of POSIX threads. */
#pragma once
#include <pthread.h>

typedef pthread_t thrd_t;
typedef int (*thrd_start_t)(void *);

int thrd_create(thrd_t *thread, thrd_start_t body, void *arg);
int thrd_join(thrd_t thread, int *result);
