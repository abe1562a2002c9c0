#include "logger.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>

struct line {
    STAILQ_ENTRY(line) lines;
    char text[200];
};

static STAILQ_HEAD(line_list, line) queue = STAILQ_HEAD_INITIALIZER(queue);
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queue_filled = PTHREAD_COND_INITIALIZER;
static bool stop;
static FILE *log_file;
static pthread_t thread;

static void *logger_run(void *arg)
{
    bool last = false;
    while (!last) {
        struct line_list batch = STAILQ_HEAD_INITIALIZER(batch);
        struct line *line;
        pthread_mutex_lock(&queue_lock);
        while (STAILQ_EMPTY(&queue) && !stop)
            pthread_cond_wait(&queue_filled, &queue_lock);
        STAILQ_CONCAT(&batch, &queue);
        last = stop;
        pthread_mutex_unlock(&queue_lock);
        while ((line = STAILQ_FIRST(&batch)) != NULL) {
            STAILQ_REMOVE_HEAD(&batch, lines);
            fputs(line->text, log_file);
            free(line);
        }
    }
    return arg;
}

int logger_start(const char *file)
{
    log_file = fopen(file, "a");
    if (log_file == NULL)
        return -1;
    if (pthread_create(&thread, NULL, logger_run, NULL) == 0)
        return 0;
    fclose(log_file);
    return -1;
}

void logger_printf(const char *format, ...)
{
    struct line *line = malloc(sizeof *line);
    if (line == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line->text, sizeof line->text, format, arguments);
    va_end(arguments);
    pthread_mutex_lock(&queue_lock);
    STAILQ_INSERT_TAIL(&queue, line, lines);
    pthread_cond_signal(&queue_filled);
    pthread_mutex_unlock(&queue_lock);
}

void logger_stop(void)
{
    pthread_mutex_lock(&queue_lock);
    stop = true;
    pthread_cond_signal(&queue_filled);
    pthread_mutex_unlock(&queue_lock);
    pthread_join(thread, NULL);
    fclose(log_file);
}
