#include "thread.h"

#include <stdio.h>
#include <string.h>

int thread_create(pthread_t *id, void *(*run)(void *), void *arg)
{
    int rc = pthread_create(id, NULL, run, arg);
    if (rc != 0)
        fprintf(stderr, "no thread: %s\n", strerror(rc));
    return rc;
}
