/* A ring with room for 64 lines, whose put waits for room: the thread that takes the lines out is
 * created when all are in. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_LINES = 64 };

struct lines {
    pthread_mutex_t lock;
    pthread_cond_t not_full, not_empty;
    char *items[N_LINES];
    int head, tail, count;
};

static void lines_init(struct lines *lines)
{
    memset(lines, 0, sizeof *lines);
    pthread_mutex_init(&lines->lock, NULL);
    pthread_cond_init(&lines->not_full, NULL);
    pthread_cond_init(&lines->not_empty, NULL);
}

static void lines_put(struct lines *lines, char *line)
{
    pthread_mutex_lock(&lines->lock);
    while (lines->count == N_LINES)
        pthread_cond_wait(&lines->not_full, &lines->lock);
    lines->items[lines->tail] = line;
    lines->tail = (lines->tail + 1) % N_LINES;
    lines->count++;
    pthread_cond_signal(&lines->not_empty);
    pthread_mutex_unlock(&lines->lock);
}

static char *lines_take(struct lines *lines)
{
    pthread_mutex_lock(&lines->lock);
    while (lines->count == 0)
        pthread_cond_wait(&lines->not_empty, &lines->lock);
    char *line = lines->items[lines->head];
    lines->head = (lines->head + 1) % N_LINES;
    lines->count--;
    pthread_cond_signal(&lines->not_full);
    pthread_mutex_unlock(&lines->lock);
    return line;
}

static void *print_lines(void *arg)
{
    char *line;
    while ((line = lines_take(arg)) != NULL) {
        fputs(line, stdout);
        free(line);
    }
    return NULL;
}

int print_file_bad(FILE *file)
{
    struct lines lines;
    pthread_t printer;
    char text[256];
    lines_init(&lines);
    while (fgets(text, sizeof text, file) != NULL)
        lines_put(&lines, strdup(text)); // EXPECT: queue-full
    if (pthread_create(&printer, NULL, print_lines, &lines) != 0)
        return -1;
    lines_put(&lines, NULL);
    return pthread_join(printer, NULL);
}

int print_file_ok(FILE *file)
{
    struct lines lines;
    pthread_t printer;
    char text[256];
    lines_init(&lines);
    if (pthread_create(&printer, NULL, print_lines, &lines) != 0)
        return -1;
    while (fgets(text, sizeof text, file) != NULL)
        lines_put(&lines, strdup(text));
    lines_put(&lines, NULL);
    return pthread_join(printer, NULL);
}
