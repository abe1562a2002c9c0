/* The loop of the thread ends by the flag only once all that was queued is written: `while (!quits || first)`. It looks
 * at both at its head, and waits where there is nothing to write. Who sets the flag has to wake it there. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct line {
    struct line *next;
    char text[80];
};

/* ---- nobody wakes it ---- */

struct slow_log {
    pthread_mutex_t lock;
    pthread_cond_t more;
    pthread_t writer;
    struct line *first, **last;
    bool quits;
};

static void *write_slowly(void *data)
{
    struct slow_log *log = data;

    pthread_mutex_lock(&log->lock);
    while (!log->quits || log->first) {
        if (!log->first) {
            pthread_cond_wait(&log->more, &log->lock);
            continue;
        }
        struct line *line = log->first;
        log->first = line->next;
        if (!log->first)
            log->last = &log->first;
        pthread_mutex_unlock(&log->lock);
        fputs(line->text, stderr);
        free(line);
        pthread_mutex_lock(&log->lock);
    }
    pthread_mutex_unlock(&log->lock);
    return NULL;
}

bool slow_log_open(struct slow_log *log);
bool slow_log_open(struct slow_log *log)
{
    log->first = NULL;
    log->last = &log->first;
    log->quits = false;
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->more, NULL);
    return !pthread_create(&log->writer, NULL, write_slowly, log); // EXPECT: thread-no-stop
}

void slow_log_add(struct slow_log *log, struct line *line);
void slow_log_add(struct slow_log *log, struct line *line)
{
    line->next = NULL;
    pthread_mutex_lock(&log->lock);
    *log->last = line;
    log->last = &line->next;
    pthread_cond_signal(&log->more);
    pthread_mutex_unlock(&log->lock);
}

void slow_log_close(struct slow_log *log);
void slow_log_close(struct slow_log *log)
{
    pthread_mutex_lock(&log->lock);
    log->quits = true;
    pthread_mutex_unlock(&log->lock);
    pthread_join(log->writer, NULL);
    pthread_cond_destroy(&log->more);
    pthread_mutex_destroy(&log->lock);
}

/* ---- it is woken ---- */

struct fast_log {
    pthread_mutex_t guard;
    pthread_cond_t change;
    pthread_t flusher;
    struct line *head, **tail;
    bool ends;
};

static void *write_fast(void *data)
{
    struct fast_log *log = data;

    pthread_mutex_lock(&log->guard);
    while (!log->ends || log->head) {
        if (!log->head) {
            pthread_cond_wait(&log->change, &log->guard);
            continue;
        }
        struct line *line = log->head;
        log->head = line->next;
        if (!log->head)
            log->tail = &log->head;
        pthread_mutex_unlock(&log->guard);
        fputs(line->text, stderr);
        free(line);
        pthread_mutex_lock(&log->guard);
    }
    pthread_mutex_unlock(&log->guard);
    return NULL;
}

bool fast_log_open(struct fast_log *log);
bool fast_log_open(struct fast_log *log)
{
    log->head = NULL;
    log->tail = &log->head;
    log->ends = false;
    pthread_mutex_init(&log->guard, NULL);
    pthread_cond_init(&log->change, NULL);
    return !pthread_create(&log->flusher, NULL, write_fast, log);
}

void fast_log_add(struct fast_log *log, struct line *line);
void fast_log_add(struct fast_log *log, struct line *line)
{
    line->next = NULL;
    pthread_mutex_lock(&log->guard);
    *log->tail = line;
    log->tail = &line->next;
    pthread_cond_signal(&log->change);
    pthread_mutex_unlock(&log->guard);
}

void fast_log_close(struct fast_log *log);
void fast_log_close(struct fast_log *log)
{
    pthread_mutex_lock(&log->guard);
    log->ends = true;
    pthread_cond_signal(&log->change);
    pthread_mutex_unlock(&log->guard);
    pthread_join(log->flusher, NULL);
    pthread_cond_destroy(&log->change);
    pthread_mutex_destroy(&log->guard);
}
