#include "parts.h"

#include <pthread.h>
#include <stddef.h>

static pthread_t thread;

static void *run(void *arg)
{
    return arg;
}

static int start(void)
{
    return pthread_create(&thread, NULL, run, NULL); // EXPECT: thread-not-joined
}

static void stop(void)
{
    thread = 0;
}

int writer_open(void)
{
    return start();
}

void writer_close(void)
{
    stop();
}
