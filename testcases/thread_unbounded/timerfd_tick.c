/* A thread at each expiry of a timerfd; the good one lets a tick go by while the last one's thread
 * still runs. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

static void *sample(void *arg)
{
    FILE *in = fopen("/proc/loadavg", "r");
    char line[128];
    if (in != NULL) {
        if (fgets(line, sizeof line, in) != NULL)
            fputs(line, stdout);
        fclose(in);
    }
    return arg;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_compacting;

static void *compact(void *arg)
{
    sync();
    pthread_mutex_lock(&lock);
    is_compacting = false;
    pthread_mutex_unlock(&lock);
    return arg;
}

static bool compacting_begins(void)
{
    pthread_mutex_lock(&lock);
    bool begins = !is_compacting;
    is_compacting = true;
    pthread_mutex_unlock(&lock);
    return begins;
}

static int timer_open(time_t seconds)
{
    struct itimerspec when = {{seconds, 0}, {seconds, 0}};
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
    if (fd >= 0)
        timerfd_settime(fd, 0, &when, NULL);
    return fd;
}

void sampling_bad(void)
{
    uint64_t expired;
    int fd = timer_open(1);
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    while (read(fd, &expired, sizeof expired) == sizeof expired) {
        pthread_t tid;
        if (pthread_create(&tid, &attr, sample, NULL) != 0) // EXPECT: thread-unbounded
            perror("sample");
    }
    pthread_attr_destroy(&attr);
    close(fd);
}

void compacting_ok(void)
{
    uint64_t expired;
    int fd = timer_open(60);
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    while (read(fd, &expired, sizeof expired) == sizeof expired) {
        pthread_t tid;
        if (compacting_begins() && pthread_create(&tid, &attr, compact, NULL) != 0)
            perror("compact");
    }
    pthread_attr_destroy(&attr);
    close(fd);
}
