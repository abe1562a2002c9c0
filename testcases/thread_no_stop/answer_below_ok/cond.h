/* Conditions of the program's own: a struct around that of the system. */
#ifndef COND_H
#define COND_H

#include <pthread.h>
#include <stdint.h>
#include <time.h>

struct cond {
    pthread_cond_t inner;
    clockid_t clock;
};

static inline int cond_init(struct cond *cond)
{
    cond->clock = CLOCK_REALTIME;
    return pthread_cond_init(&cond->inner, NULL);
}

static inline int cond_signal(struct cond *cond)
{
    return pthread_cond_signal(&cond->inner);
}

static inline int cond_broadcast(struct cond *cond)
{
    return pthread_cond_broadcast(&cond->inner);
}

static inline int cond_wait(struct cond *cond, pthread_mutex_t *mutex)
{
    return pthread_cond_wait(&cond->inner, mutex);
}

static inline int cond_wait_for(struct cond *cond, pthread_mutex_t *mutex, int64_t seconds)
{
    struct timespec until;

    clock_gettime(cond->clock, &until);
    until.tv_sec += seconds;
    return pthread_cond_timedwait(&cond->inner, mutex, &until);
}

#endif
