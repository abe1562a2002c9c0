/* Before it waits it writes a line, by a function that locks for itself, and gives that lock back through a handler. */
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

static void release(void *lock)
{
    pthread_mutex_unlock(lock);
}

static void (*volatile log_release)(void *) = release;

static void say(const char *format, ...)
{
    va_list arguments;

    pthread_mutex_lock(&log_lock);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    log_release(&log_lock);
}

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t below;
    int size, mark;
};

static void *dequeue(void *arg)
{
    struct queue *queue = arg;

    pthread_mutex_lock(&queue->lock);
    if (--queue->size == 0)
        pthread_cond_signal(&queue->below);
    pthread_mutex_unlock(&queue->lock);
    return NULL;
}

static void wait_below(struct queue *queue)
{
    while (queue->size >= queue->mark) {
        say("%d waiting\n", queue->size);
        pthread_cond_wait(&queue->below, &queue->lock);
    }
}

int main(void)
{
    struct queue *queue = calloc(1, sizeof(*queue));
    pthread_t thread;

    if (!queue)
        return 1;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->below, NULL);
    queue->size = queue->mark = 1;
    if (pthread_create(&thread, NULL, dequeue, queue) != 0)
        return 1;
    pthread_mutex_lock(&queue->lock);
    wait_below(queue);
    pthread_mutex_unlock(&queue->lock);
    pthread_join(thread, NULL);
    free(queue);
    return 0;
}
