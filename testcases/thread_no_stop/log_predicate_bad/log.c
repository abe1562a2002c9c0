/* A log thread waits while its ring is empty, and does not look at the flag there, so that the wake-up is spent. */
#include "log.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static struct {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    char lines[16][80];
    unsigned head, tail;
    bool closing;
    FILE *file;
    pthread_t thread;
} the_log = {.lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};

static void *drain(void *unused)
{
    char line[80];
    (void)unused;
    pthread_mutex_lock(&the_log.lock);
    while (!the_log.closing) {
        while (the_log.head == the_log.tail)
            pthread_cond_wait(&the_log.filled, &the_log.lock);
        memcpy(line, the_log.lines[the_log.tail % 16], sizeof line);
        the_log.tail++;
        pthread_mutex_unlock(&the_log.lock);
        fputs(line, the_log.file);
        pthread_mutex_lock(&the_log.lock);
    }
    pthread_mutex_unlock(&the_log.lock);
    return NULL;
}

int log_open(const char *path)
{
    the_log.file = fopen(path, "a");
    if (!the_log.file)
        return -1;
    the_log.closing = false;
    if (pthread_create(&the_log.thread, NULL, drain, NULL) != 0) { // EXPECT: thread-no-stop
        fclose(the_log.file);
        return -1;
    }
    return 0;
}

void log_line(const char *text)
{
    pthread_mutex_lock(&the_log.lock);
    if (the_log.head - the_log.tail < 16) {
        strncpy(the_log.lines[the_log.head % 16], text, 79);
        the_log.head++;
        pthread_cond_signal(&the_log.filled);
    }
    pthread_mutex_unlock(&the_log.lock);
}

void log_close(void)
{
    pthread_mutex_lock(&the_log.lock);
    the_log.closing = true;
    pthread_cond_signal(&the_log.filled);
    pthread_mutex_unlock(&the_log.lock);
    pthread_join(the_log.thread, NULL);
    fclose(the_log.file);
}
