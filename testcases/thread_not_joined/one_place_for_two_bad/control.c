/* Two ways to control a daemon have a thread each, and one global for both handles: only the thread that
 * was started last is joined. */
#include "control.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static pthread_t control;
static bool running;

static void *local_run(void *arg)
{
    while (access(arg, R_OK) == 0)
        sleep(1);
    return NULL;
}

static void *remote_run(void *arg)
{
    for (int i = 0; i < (int)(long)arg; i++)
        putchar('.');
    return NULL;
}

int local_start(const char *path)
{
    int rc = pthread_create(&control, NULL, local_run, (void *)path); // EXPECT: thread-not-joined
    if (rc != 0) {
        fprintf(stderr, "cannot start: %d\n", rc);
        return -1;
    }
    running = true;
    return 0;
}

int remote_start(int port)
{
    int rc = pthread_create(&control, NULL, remote_run, (void *)(long)port);
    if (rc != 0)
        return rc;
    running = true;
    return 0;
}

void control_stop(void)
{
    if (running) {
        pthread_cancel(control);
        pthread_join(control, NULL);
    }
}
