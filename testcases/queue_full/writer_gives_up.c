/* A list that holds at most so many lines. The thread that writes them out returns when it cannot, while its
 * producer goes on to add. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 100 };

struct line {
    struct line *next;
    char *text;
};

struct lines {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    struct line *first, *last;
    int n;
    bool is_over;
};

static struct lines left = {.lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER};

static void lines_put(struct lines *lines, struct line *line)
{
    pthread_mutex_lock(&lines->lock);
    while (lines->n >= LIMIT)
        pthread_cond_wait(&lines->moved, &lines->lock);
    line->next = NULL;
    if (lines->last != NULL)
        lines->last->next = line;
    else
        lines->first = line;
    lines->last = line;
    lines->n++;
    pthread_cond_broadcast(&lines->moved);
    pthread_mutex_unlock(&lines->lock);
}

static struct line *lines_take(struct lines *lines)
{
    pthread_mutex_lock(&lines->lock);
    while (lines->n == 0 && !lines->is_over)
        pthread_cond_wait(&lines->moved, &lines->lock);
    struct line *line = lines->first;
    if (line != NULL) {
        lines->first = line->next;
        if (lines->first == NULL)
            lines->last = NULL;
        lines->n--;
        pthread_cond_broadcast(&lines->moved);
    }
    pthread_mutex_unlock(&lines->lock);
    return line;
}

static void lines_end(struct lines *lines)
{
    pthread_mutex_lock(&lines->lock);
    lines->is_over = true;
    pthread_cond_broadcast(&lines->moved);
    pthread_mutex_unlock(&lines->lock);
}

static struct line *line_new(const char *text)
{
    struct line *line = malloc(sizeof *line);
    if (line != NULL)
        line->text = strdup(text);
    return line;
}

static void *write_left(void *to)
{
    struct line *line;
    while ((line = lines_take(&left)) != NULL) {
        int rc = fputs(line->text, to);
        free(line->text);
        free(line);
        if (rc == EOF) {
            perror("fputs");
            return NULL;
        }
    }
    return NULL;
}

int copy_bad(FILE *from, FILE *to)
{
    pthread_t writer;
    char text[256];
    struct line *line;
    if (pthread_create(&writer, NULL, write_left, to) != 0)
        return -1;
    while (fgets(text, sizeof text, from) != NULL && (line = line_new(text)) != NULL)
        lines_put(&left, line); // EXPECT: queue-full
    lines_end(&left);
    return pthread_join(writer, NULL);
}
