#pragma once
#include <pthread.h>
#include <stddef.h>

static void *background_body(void *arg)
{
    return arg;
}

static inline int background_run(void *arg)
{
    pthread_t tid;
    int rc = pthread_create(&tid, NULL, background_body, arg); // EXPECT: thread-not-joined
    return rc;
}

int save(char *file);
int load(char *file);
