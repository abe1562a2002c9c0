/* POSIX timers that call a function at each tick, which starts a thread. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

static void *dump_statistics(void *arg)
{
    FILE *file = fopen(arg, "w");
    if (file != NULL) {
        fprintf(file, "%ld\n", (long)clock());
        fclose(file);
    }
    return NULL;
}

static atomic_flag rotating = ATOMIC_FLAG_INIT;

static void *rotate_log(void *arg)
{
    rename(arg, "log.1");
    atomic_flag_clear(&rotating);
    return NULL;
}

static void on_statistics_bad(union sigval value)
{
    pthread_t tid;
    void *file = value.sival_ptr;
    if (pthread_create(&tid, NULL, dump_statistics, file) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

static void on_rotate_ok(union sigval value)
{
    if (atomic_flag_test_and_set(&rotating))
        return;
    pthread_t tid;
    if (pthread_create(&tid, NULL, rotate_log, value.sival_ptr) == 0)
        pthread_detach(tid);
    else
        atomic_flag_clear(&rotating);
}

static int every(time_t seconds, void (*fn)(union sigval value), char *file)
{
    timer_t timer;
    struct itimerspec when = {{seconds, 0}, {seconds, 0}};
    struct sigevent event = {.sigev_notify = SIGEV_THREAD};
    event.sigev_notify_function = fn;
    event.sigev_value.sival_ptr = file;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0)
        return -1;
    return timer_settime(timer, 0, &when, NULL);
}

static char statistics_file[] = "statistics", log_file[] = "log";

int timers_start(void)
{
    if (every(10, on_statistics_bad, statistics_file) != 0)
        return -1;
    return every(3600, on_rotate_ok, log_file);
}
