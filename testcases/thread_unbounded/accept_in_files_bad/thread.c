#include "thread.h"

#include <pthread.h>

int thread_start_detached(void *(*body)(void *), void *arg)
{
    pthread_attr_t attr;
    pthread_t thread;
    if (pthread_attr_init(&attr) != 0)
        return -1;
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attr, 256 * 1024);
    int rc = pthread_create(&thread, &attr, body, arg); // EXPECT: thread-unbounded
    pthread_attr_destroy(&attr);
    return rc;
}
