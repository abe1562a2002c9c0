/* Who prints gives up when a page cannot be printed: what it keeps of that is a truth that hangs on more than one thing, a
 * flag that ends its loop, or a number that is an error. Nobody makes room from there on. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 32 };

struct spool {
    pthread_mutex_t lock;
    pthread_cond_t room, filled;
    char *pages[SLOTS];
    unsigned first, n;
};

#define SPOOL_INIT                                                                                 \
    {.lock = PTHREAD_MUTEX_INITIALIZER,                                                            \
     .room = PTHREAD_COND_INITIALIZER,                                                             \
     .filled = PTHREAD_COND_INITIALIZER}

static void spool_add(struct spool *spool, char *page)
{
    pthread_mutex_lock(&spool->lock);
    while (spool->n == SLOTS)
        pthread_cond_wait(&spool->room, &spool->lock);
    spool->pages[(spool->first + spool->n++) % SLOTS] = page;
    pthread_cond_signal(&spool->filled);
    pthread_mutex_unlock(&spool->lock);
}

static char *spool_next(struct spool *spool)
{
    pthread_mutex_lock(&spool->lock);
    while (spool->n == 0)
        pthread_cond_wait(&spool->filled, &spool->lock);
    char *page = spool->pages[spool->first];
    spool->first = (spool->first + 1) % SLOTS;
    spool->n--;
    pthread_cond_signal(&spool->room);
    pthread_mutex_unlock(&spool->lock);
    return page;
}

static struct spool laser = SPOOL_INIT;

static void *print_laser(void *arg)
{
    FILE *to = arg;
    char *page;

    while ((page = spool_next(&laser)) != NULL) {
        bool is_printed = to != NULL && fputs(page, to) >= 0;
        free(page);
        if (!is_printed) {
            perror("laser");
            break;
        }
    }
    return NULL;
}

void laser_bad(FILE *to)
{
    char line[200];
    pthread_t printer;

    if (pthread_create(&printer, NULL, print_laser, to) != 0)
        return;
    while (fgets(line, sizeof line, stdin))
        spool_add(&laser, strdup(line)); // EXPECT: queue-full
    spool_add(&laser, NULL);
    pthread_join(printer, NULL);
}

static struct spool plotter = SPOOL_INIT;

static void *print_plotter(void *to)
{
    bool is_jammed = false;
    char *page;

    while (!is_jammed && (page = spool_next(&plotter)) != NULL) {
        if (fprintf(to, "%s\n", page) < 0)
            is_jammed = true;
        free(page);
    }
    return NULL;
}

void plotter_bad(FILE *to)
{
    char line[200];
    pthread_t printer;

    if (pthread_create(&printer, NULL, print_plotter, to) != 0)
        return;
    while (fgets(line, sizeof line, stdin))
        spool_add(&plotter, strdup(line)); // EXPECT: queue-full
    spool_add(&plotter, NULL);
    pthread_join(printer, NULL);
}

static struct spool ticker = SPOOL_INIT;

static void *print_ticker(void *to)
{
    int error = 0;

    while (error >= 0) {
        char *page = spool_next(&ticker);
        if (page == NULL)
            break;
        error = fputs(page, to);
        free(page);
    }
    return NULL;
}

void ticker_bad(FILE *to)
{
    char line[200];
    pthread_t printer;

    if (pthread_create(&printer, NULL, print_ticker, to) != 0)
        return;
    while (fgets(line, sizeof line, stdin))
        spool_add(&ticker, strdup(line)); // EXPECT: queue-full
    spool_add(&ticker, NULL);
    pthread_join(printer, NULL);
}

/* The rest is taken, and dropped. */
static struct spool matrix = SPOOL_INIT;

static void *print_matrix(void *arg)
{
    FILE *to = arg;
    bool is_jammed = false;
    char *page;

    while ((page = spool_next(&matrix)) != NULL) {
        bool is_printed = !is_jammed && to != NULL && fputs(page, to) >= 0;
        free(page);
        if (!is_printed)
            is_jammed = true;
    }
    return NULL;
}

void matrix_ok(FILE *to)
{
    char line[200];
    pthread_t printer;

    if (pthread_create(&printer, NULL, print_matrix, to) != 0)
        return;
    while (fgets(line, sizeof line, stdin))
        spool_add(&matrix, strdup(line));
    spool_add(&matrix, NULL);
    pthread_join(printer, NULL);
}

/* The flag is what ends the loop, and is set by the last page only. */
static struct spool press = SPOOL_INIT;

static void *print_press(void *to)
{
    bool is_last = false;

    while (!is_last) {
        char *page = spool_next(&press);
        if (page == NULL)
            is_last = true;
        else if (fputs(page, to) < 0)
            perror("press");
        free(page);
    }
    return NULL;
}

void press_ok(FILE *to)
{
    char line[200];
    pthread_t printer;

    if (pthread_create(&printer, NULL, print_press, to) != 0)
        return;
    while (fgets(line, sizeof line, stdin))
        spool_add(&press, strdup(line));
    spool_add(&press, NULL);
    pthread_join(printer, NULL);
}
