/* The only producer has been joined; who takes from its queue until it says that this was all waits
 * for ever, unless the producer has said so. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct hit {
    struct hit *next;
    long line;
};

struct hits {
    pthread_mutex_t lock;
    pthread_cond_t found;
    struct hit *first, **last;
    const char *file;
};

static void hits_init(struct hits *hits, const char *file)
{
    pthread_mutex_init(&hits->lock, NULL);
    pthread_cond_init(&hits->found, NULL);
    hits->first = NULL;
    hits->last = &hits->first;
    hits->file = file;
}

/* line -1: that was the last. */
static void hits_put(struct hits *hits, long line)
{
    struct hit *hit = malloc(sizeof *hit);
    if (hit == NULL)
        abort();
    hit->next = NULL;
    hit->line = line;
    pthread_mutex_lock(&hits->lock);
    *hits->last = hit;
    hits->last = &hit->next;
    pthread_cond_signal(&hits->found);
    pthread_mutex_unlock(&hits->lock);
}

static long hits_get(struct hits *hits)
{
    pthread_mutex_lock(&hits->lock);
    while (hits->first == NULL)
        pthread_cond_wait(&hits->found, &hits->lock);
    struct hit *hit = hits->first;
    hits->first = hit->next;
    if (hits->first == NULL)
        hits->last = &hits->first;
    pthread_mutex_unlock(&hits->lock);
    long line = hit->line;
    free(hit);
    return line;
}

static void find_in(struct hits *hits)
{
    char text[512];
    FILE *file = fopen(hits->file, "r");
    if (file == NULL)
        return;
    for (long line = 1; fgets(text, sizeof text, file) != NULL; line++) {
        if (text[0] == '#')
            hits_put(hits, line);
    }
    fclose(file);
}

static void *find(void *arg)
{
    find_in(arg);
    return NULL;
}

static void *find_and_say_so(void *arg)
{
    find_in(arg);
    hits_put(arg, -1);
    return NULL;
}

int search_bad(const char *file)
{
    struct hits hits;
    pthread_t finder;
    long line;
    hits_init(&hits, file);
    if (pthread_create(&finder, NULL, find, &hits) != 0)
        return -1;
    pthread_join(finder, NULL);
    while ((line = hits_get(&hits)) != -1) // MISS: recv-no-sender
        printf("%ld\n", line);
    return 0;
}

int search_ok(const char *file)
{
    struct hits hits;
    pthread_t finder;
    long line;
    hits_init(&hits, file);
    if (pthread_create(&finder, NULL, find_and_say_so, &hits) != 0)
        return -1;
    pthread_join(finder, NULL);
    while ((line = hits_get(&hits)) != -1)
        printf("%ld\n", line);
    return 0;
}
