/* The thread that saves ends when a line cannot be written, though who reads has lines without end; that the last
 * message tells it to end, too, helps nobody. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 16 };

struct lines {
    pthread_mutex_t mutex;
    pthread_cond_t not_full, not_empty;
    char *ring[ROOM];
    int first, n;
};

static void lines_give(struct lines *lines, char *line)
{
    pthread_mutex_lock(&lines->mutex);
    while (lines->n == ROOM)
        pthread_cond_wait(&lines->not_full, &lines->mutex);
    lines->ring[(lines->first + lines->n++) % ROOM] = line;
    pthread_cond_signal(&lines->not_empty);
    pthread_mutex_unlock(&lines->mutex);
}

static char *lines_take(struct lines *lines)
{
    pthread_mutex_lock(&lines->mutex);
    while (lines->n == 0)
        pthread_cond_wait(&lines->not_empty, &lines->mutex);
    char *line = lines->ring[lines->first];
    lines->first = (lines->first + 1) % ROOM;
    lines->n--;
    pthread_cond_signal(&lines->not_full);
    pthread_mutex_unlock(&lines->mutex);
    return line;
}

static struct lines diary = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                             .not_full = PTHREAD_COND_INITIALIZER,
                             .not_empty = PTHREAD_COND_INITIALIZER};

static void *save_lines(void *to)
{
    char *line;

    while ((line = lines_take(&diary)) != NULL) {
        bool saved = fputs(line, to) >= 0;
        free(line);
        if (!saved)
            break;
    }
    return NULL;
}

int save_bad(FILE *to)
{
    char text[256];
    pthread_t saver;

    if (pthread_create(&saver, NULL, save_lines, to) != 0)
        return -1;
    while (fgets(text, sizeof text, stdin) != NULL)
        lines_give(&diary, strdup(text)); // EXPECT: queue-full
    lines_give(&diary, NULL);
    return pthread_join(saver, NULL);
}

static struct lines letter = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                              .not_full = PTHREAD_COND_INITIALIZER,
                              .not_empty = PTHREAD_COND_INITIALIZER};

static void *save_or_drop(void *to)
{
    bool saved = true;
    char *line;

    while ((line = lines_take(&letter)) != NULL) {
        if (saved)
            saved = fputs(line, to) >= 0;
        free(line);
    }
    return NULL;
}

int save_ok(FILE *to)
{
    char text[256];
    pthread_t saver;

    if (pthread_create(&saver, NULL, save_or_drop, to) != 0)
        return -1;
    while (fgets(text, sizeof text, stdin) != NULL)
        lines_give(&letter, strdup(text));
    lines_give(&letter, NULL);
    return pthread_join(saver, NULL);
}

/* The loop is in a function that is given the queue. */
static struct lines log_lines = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                                 .not_full = PTHREAD_COND_INITIALIZER,
                                 .not_empty = PTHREAD_COND_INITIALIZER};

static void copy_all(FILE *from, struct lines *to)
{
    char text[256];

    while (fgets(text, sizeof text, from) != NULL)
        lines_give(to, strdup(text));
}

static void *save_log(void *to)
{
    for (;;) {
        char *line = lines_take(&log_lines);
        if (line == NULL || fputs(line, to) < 0)
            return NULL;
        free(line);
    }
}

int save_log_bad(FILE *from, FILE *to)
{
    pthread_t saver;

    if (pthread_create(&saver, NULL, save_log, to) != 0)
        return -1;
    copy_all(from, &log_lines); // EXPECT: queue-full
    lines_give(&log_lines, NULL);
    return pthread_join(saver, NULL);
}

/* Who leaves says so to who waits for room. */
struct pages {
    pthread_mutex_t mutex;
    pthread_cond_t not_full, not_empty;
    char *ring[ROOM];
    int first, n;
    bool is_broken;
};

static struct pages book = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                            .not_full = PTHREAD_COND_INITIALIZER,
                            .not_empty = PTHREAD_COND_INITIALIZER};

static bool pages_give(struct pages *pages, char *page)
{
    pthread_mutex_lock(&pages->mutex);
    while (pages->n == ROOM && !pages->is_broken)
        pthread_cond_wait(&pages->not_full, &pages->mutex);
    bool given = !pages->is_broken;
    if (given) {
        pages->ring[(pages->first + pages->n++) % ROOM] = page;
        pthread_cond_signal(&pages->not_empty);
    }
    pthread_mutex_unlock(&pages->mutex);
    return given;
}

static char *pages_take(struct pages *pages)
{
    pthread_mutex_lock(&pages->mutex);
    while (pages->n == 0)
        pthread_cond_wait(&pages->not_empty, &pages->mutex);
    char *page = pages->ring[pages->first];
    pages->first = (pages->first + 1) % ROOM;
    pages->n--;
    pthread_cond_signal(&pages->not_full);
    pthread_mutex_unlock(&pages->mutex);
    return page;
}

static void pages_break(struct pages *pages)
{
    pthread_mutex_lock(&pages->mutex);
    pages->is_broken = true;
    pthread_cond_broadcast(&pages->not_full);
    pthread_mutex_unlock(&pages->mutex);
}

static void give_all(FILE *from, struct pages *to)
{
    char text[256];

    while (fgets(text, sizeof text, from) != NULL)
        if (!pages_give(to, strdup(text)))
            return;
}

static void *save_book(void *to)
{
    for (;;) {
        char *page = pages_take(&book);
        if (page == NULL || fputs(page, to) < 0)
            break;
        free(page);
    }
    pages_break(&book);
    return NULL;
}

int save_book_ok(FILE *from, FILE *to)
{
    pthread_t saver;

    if (pthread_create(&saver, NULL, save_book, to) != 0)
        return -1;
    give_all(from, &book);
    pages_give(&book, NULL);
    return pthread_join(saver, NULL);
}
