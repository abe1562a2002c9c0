/* A thread tells another server of each job that comes. */
#include "dial.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t come = PTHREAD_COND_INITIALIZER;
static int n_jobs;

static void tell(int job)
{
    char line[32];
    snprintf(line, sizeof line, "job %d\n", job);
    int fd = dial("jobs.example", "9000");
    if (fd < 0)
        return;
    send_all(fd, line, strlen(line));
    close(fd);
}

static void *notify_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (n_jobs == 0)
            pthread_cond_wait(&come, &lock);
        int job = n_jobs--;
        pthread_mutex_unlock(&lock);
        tell(job);
    }
    return arg;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, notify_run, NULL) != 0)
        return 1;
    while (getchar() != EOF) {
        pthread_mutex_lock(&lock);
        n_jobs++;
        pthread_cond_signal(&come);
        pthread_mutex_unlock(&lock);
    }
    return 0;
}
