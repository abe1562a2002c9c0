/* The only thread that takes folders out of the bounded queue puts the folders that it finds into
 * it: once it is full, he who could make room waits for it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_QUEUED = 128 };

struct folders {
    pthread_mutex_t lock;
    pthread_cond_t more, room;
    char *paths[MAX_QUEUED];
    size_t n;
};

static struct folders to_index = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                  .more = PTHREAD_COND_INITIALIZER,
                                  .room = PTHREAD_COND_INITIALIZER};
static struct folders to_clean = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                  .more = PTHREAD_COND_INITIALIZER,
                                  .room = PTHREAD_COND_INITIALIZER};

/* The next folder inside `path`, NULL = no more. */
char *next_inside(const char *path, int *position);

static void folders_push(struct folders *folders, char *path)
{
    pthread_mutex_lock(&folders->lock);
    while (folders->n >= MAX_QUEUED)
        pthread_cond_wait(&folders->room, &folders->lock);
    folders->paths[folders->n++] = path;
    pthread_cond_signal(&folders->more);
    pthread_mutex_unlock(&folders->lock);
}

static bool folders_offer(struct folders *folders, char *path)
{
    bool room;
    pthread_mutex_lock(&folders->lock);
    if ((room = folders->n < MAX_QUEUED)) {
        folders->paths[folders->n++] = path;
        pthread_cond_signal(&folders->more);
    }
    pthread_mutex_unlock(&folders->lock);
    return room;
}

static char *folders_pop(struct folders *folders)
{
    pthread_mutex_lock(&folders->lock);
    while (folders->n == 0)
        pthread_cond_wait(&folders->more, &folders->lock);
    char *path = folders->paths[--folders->n];
    pthread_cond_signal(&folders->room);
    pthread_mutex_unlock(&folders->lock);
    return path;
}

static void *index_folders(void *arg)
{
    char *path;
    while ((path = folders_pop(&to_index)) != NULL) {
        int position = 0;
        char *inner;
        while ((inner = next_inside(path, &position)) != NULL)
            folders_push(&to_index, inner); // EXPECT: queue-full
        free(path);
    }
    return arg;
}

/* What finds no room is cleaned at once. */
static void clean(char *path, int depth)
{
    int position = 0;
    char *inner;
    while ((inner = next_inside(path, &position)) != NULL) {
        if (!folders_offer(&to_clean, inner) && depth < 100)
            clean(inner, depth + 1);
    }
    free(path);
}

static void *clean_folders(void *arg)
{
    char *path;
    while ((path = folders_pop(&to_clean)) != NULL)
        clean(path, 0);
    return arg;
}

int index_bad(const char *root)
{
    pthread_t indexer;
    if (pthread_create(&indexer, NULL, index_folders, NULL) != 0)
        return -1;
    pthread_detach(indexer);
    return folders_offer(&to_index, strdup(root)) ? 0 : -1;
}

int clean_ok(const char *root)
{
    pthread_t cleaner;
    if (pthread_create(&cleaner, NULL, clean_folders, NULL) != 0)
        return -1;
    pthread_detach(cleaner);
    return folders_offer(&to_clean, strdup(root)) ? 0 : -1;
}

/* The ends are told by a NULL. */
void folders_finish(void)
{
    folders_offer(&to_index, NULL);
    folders_offer(&to_clean, NULL);
}
