#include "writer.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct line {
    struct line *next;
    char *text;
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct line *lines;
    bool stop;
    FILE *file;
    pthread_t thread;
} writer = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static void lines_write(struct line *line)
{
    while (line != NULL) {
        struct line *next = line->next;
        fputs(line->text, writer.file);
        free(line->text);
        free(line);
        line = next;
    }
}

static void *writer_run(void *arg)
{
    bool stop = false;
    while (!stop) {
        pthread_mutex_lock(&writer.lock);
        while (writer.lines == NULL && !writer.stop)
            pthread_cond_wait(&writer.wake, &writer.lock);
        struct line *lines = writer.lines;
        writer.lines = NULL;
        stop = writer.stop;
        pthread_mutex_unlock(&writer.lock);
        lines_write(lines);
    }
    return arg;
}

int writer_start(FILE *file)
{
    writer.file = file;
    writer.stop = false;
    return pthread_create(&writer.thread, NULL, writer_run, NULL); // EXPECT: thread-no-stop
}

void writer_push(const char *text)
{
    struct line *line = calloc(1, sizeof *line);
    if (line == NULL || (line->text = strdup(text)) == NULL) {
        free(line);
        return;
    }
    pthread_mutex_lock(&writer.lock);
    line->next = writer.lines;
    writer.lines = line;
    pthread_cond_signal(&writer.wake);
    pthread_mutex_unlock(&writer.lock);
}

void writer_ask_stop(void)
{
    pthread_mutex_lock(&writer.lock);
    writer.stop = true;
    pthread_cond_signal(&writer.wake);
    pthread_mutex_unlock(&writer.lock);
}

void writer_wait(void)
{
    pthread_join(writer.thread, NULL);
}
