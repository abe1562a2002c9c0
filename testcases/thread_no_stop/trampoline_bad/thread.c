/* Threads as objects: body and stop function are fields of them. */
#include "thread.h"

#include <pthread.h>
#include <stdlib.h>

struct thread {
    struct thread *next;
    pthread_t handle;
    const char *name;
    void *(*entry)(void *data);
    bool (*shutdown)(void *data);
    void *data;
};

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static struct thread *list;

static void *launch(void *arg)
{
    struct thread *thread = arg;
    return thread->entry(thread->data);
}

struct thread *thread_create(const char *name, void *(*entry)(void *data),
                             bool (*shutdown)(void *data), void *data)
{
    struct thread *thread = calloc(1, sizeof *thread);
    if (thread == NULL)
        return NULL;
    thread->name = name;
    thread->entry = entry;
    thread->shutdown = shutdown;
    thread->data = data;
    pthread_mutex_lock(&list_lock);
    thread->next = list;
    list = thread;
    int rc = pthread_create(&thread->handle, NULL, launch, thread);
    if (rc != 0) {
        list = thread->next;
        pthread_mutex_unlock(&list_lock);
        free(thread);
        return NULL;
    }
    pthread_mutex_unlock(&list_lock);
    return thread;
}

bool thread_shutdown(struct thread *thread)
{
    if (thread->shutdown != NULL && !thread->shutdown(thread->data))
        return false;
    if (pthread_join(thread->handle, NULL) != 0)
        return false;
    pthread_mutex_lock(&list_lock);
    for (struct thread **at = &list; *at != NULL; at = &(*at)->next)
        if (*at == thread) {
            *at = thread->next;
            break;
        }
    pthread_mutex_unlock(&list_lock);
    free(thread);
    return true;
}
