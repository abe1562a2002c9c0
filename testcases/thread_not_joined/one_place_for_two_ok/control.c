/* Two ways to control a daemon have a thread each, and a global each. */
#include "control.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static pthread_t local, remote;
static bool local_running, remote_running;

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
    int rc = pthread_create(&local, NULL, local_run, (void *)path);
    if (rc != 0) {
        fprintf(stderr, "cannot start: %d\n", rc);
        return -1;
    }
    local_running = true;
    return 0;
}

int remote_start(int port)
{
    int rc = pthread_create(&remote, NULL, remote_run, (void *)(long)port);
    if (rc != 0)
        return rc;
    remote_running = true;
    return 0;
}

void control_stop(void)
{
    if (local_running) {
        pthread_cancel(local);
        pthread_join(local, NULL);
    }
    if (remote_running) {
        pthread_cancel(remote);
        pthread_join(remote, NULL);
    }
}
