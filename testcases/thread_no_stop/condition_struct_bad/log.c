/* A thread that writes a log, and that waits for its disk with a time-out where that is full: the conditions of both
 * are structs around that of the system.
 * The stop of the log wakes nobody. */
#include "cond.h"

#include <stdlib.h>

struct disk {
    pthread_mutex_t lock;
    struct cond freed;
    int is_full;
};

struct log {
    pthread_t thread;
    pthread_mutex_t lock;
    struct cond wakeup;
    int active, lines;
};

void disk_free_some(void);
struct log *log_open(void);
void log_line(struct log *log);
void log_close(struct log *log);

static struct disk disk = {.lock = PTHREAD_MUTEX_INITIALIZER,
                           .freed = {.inner = PTHREAD_COND_INITIALIZER}};

void disk_free_some(void)
{
    pthread_mutex_lock(&disk.lock);
    disk.is_full = 0;
    cond_signal(&disk.freed);
    pthread_mutex_unlock(&disk.lock);
}

static void write_line(void)
{
    pthread_mutex_lock(&disk.lock);
    if (disk.is_full)
        cond_wait_for(&disk.freed, &disk.lock, 5);
    disk.is_full = 1;
    pthread_mutex_unlock(&disk.lock);
}

static void *write_log(void *arg)
{
    struct log *log = arg;

    pthread_mutex_lock(&log->lock);
    while (log->active) {
        if (log->lines > 0) {
            log->lines--;
            write_line();
        } else {
            cond_wait(&log->wakeup, &log->lock);
        }
    }
    pthread_mutex_unlock(&log->lock);
    return NULL;
}

struct log *log_open(void)
{
    struct log *log = calloc(1, sizeof(*log));

    if (!log)
        return NULL;
    pthread_mutex_init(&log->lock, NULL);
    cond_init(&log->wakeup);
    log->active = 1;
    if (pthread_create(&log->thread, NULL, write_log, log)) { // EXPECT: thread-no-stop
        free(log);
        return NULL;
    }
    return log;
}

void log_line(struct log *log)
{
    pthread_mutex_lock(&log->lock);
    log->lines++;
    cond_signal(&log->wakeup);
    pthread_mutex_unlock(&log->lock);
}

void log_close(struct log *log)
{
    pthread_mutex_lock(&log->lock);
    log->active = 0;
    pthread_mutex_unlock(&log->lock);
    pthread_join(log->thread, NULL);
    free(log);
}
