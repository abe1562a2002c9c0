/* Lists under a mutex that are no channel: objects that are kept for the next use, a registry that
 * is walked, and what is freed at the end in one stroke. */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct buffer {
    struct buffer *next;
    char bytes[4096];
};

static pthread_mutex_t buffers_lock = PTHREAD_MUTEX_INITIALIZER;
static struct buffer *spare_buffers;

struct buffer *buffer_get(void)
{
    pthread_mutex_lock(&buffers_lock);
    struct buffer *buffer = spare_buffers;
    if (buffer != NULL)
        spare_buffers = buffer->next;
    pthread_mutex_unlock(&buffers_lock);
    return buffer != NULL ? buffer : malloc(sizeof *buffer);
}

void buffer_put(struct buffer *buffer)
{
    pthread_mutex_lock(&buffers_lock);
    buffer->next = spare_buffers;
    spare_buffers = buffer;
    pthread_mutex_unlock(&buffers_lock);
}

/* Registered once, called for every event. */
struct listener {
    struct listener *next;
    void (*notify)(void *data, int event);
    void *data;
};

static pthread_mutex_t listeners_lock = PTHREAD_MUTEX_INITIALIZER;
static struct listener *listeners;

void listener_register(struct listener *listener)
{
    pthread_mutex_lock(&listeners_lock);
    listener->next = listeners;
    listeners = listener;
    pthread_mutex_unlock(&listeners_lock);
}

void listeners_notify(int event)
{
    pthread_mutex_lock(&listeners_lock);
    for (struct listener *l = listeners; l != NULL; l = l->next)
        l->notify(l->data, event);
    pthread_mutex_unlock(&listeners_lock);
}

/* Parked by whatever thread is done with it; freed when the last reader has left. */
struct retired {
    struct retired *next;
    void *memory;
};

static pthread_mutex_t retired_lock = PTHREAD_MUTEX_INITIALIZER;
static struct retired *retired;

int retire(void *memory)
{
    struct retired *entry = malloc(sizeof *entry);
    if (entry == NULL)
        return -1;
    entry->memory = memory;
    pthread_mutex_lock(&retired_lock);
    entry->next = retired;
    retired = entry;
    pthread_mutex_unlock(&retired_lock);
    return 0;
}

static void free_from(struct retired *entry)
{
    while (entry != NULL) {
        struct retired *next = entry->next;
        free(entry->memory);
        free(entry);
        entry = next;
    }
}

void retired_collect(void)
{
    pthread_mutex_lock(&retired_lock);
    struct retired *all = retired;
    retired = NULL;
    pthread_mutex_unlock(&retired_lock);
    free_from(all);
}
