/* One flag, two ways to stop: the one that joins by itself is for threads that do not wait; the others are
 * woken by whoever joins them, with the mutex. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct context {
    int is_client;
    volatile int stop;
    int n_workers;
    pthread_t *workers;
    pthread_t master;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int first, last;
};

static int spawn(void *(*body)(void *arg), void *arg, pthread_t *ret_thread)
{
    return pthread_create(ret_thread, NULL, body, arg);
}

static int take(struct context *context)
{
    pthread_mutex_lock(&context->lock);
    while (context->first == context->last && context->stop == 0)
        pthread_cond_wait(&context->changed, &context->lock);
    if (context->last > context->first)
        context->first++;
    pthread_mutex_unlock(&context->lock);
    return context->stop == 0;
}

static void *serve(void *arg)
{
    struct context *context = arg;
    while (take(context))
        ;
    return NULL;
}

static void *watch(void *arg)
{
    struct context *context = arg;
    while (context->stop == 0)
        usleep(1000);
    return NULL;
}

static void *rule(void *arg)
{
    struct context *context = arg;
    while (context->stop == 0)
        usleep(1000);
    pthread_mutex_lock(&context->lock);
    pthread_cond_broadcast(&context->changed);
    pthread_mutex_unlock(&context->lock);
    for (int i = 0; i < context->n_workers; i++)
        pthread_join(context->workers[i], NULL);
    return NULL;
}

struct context *client_new(void)
{
    struct context *context = calloc(1, sizeof *context);
    if (context == NULL)
        return NULL;
    context->is_client = 1;
    context->workers = calloc(1, sizeof *context->workers);
    if (context->workers == NULL || spawn(watch, context, &context->workers[0]) != 0) {
        free(context->workers);
        free(context);
        return NULL;
    }
    context->n_workers = 1;
    return context;
}

void client_free(struct context *context)
{
    if (context->is_client) {
        context->stop = 1;
        for (int i = 0; i < context->n_workers; i++)
            pthread_join(context->workers[i], NULL);
        pthread_mutex_lock(&context->lock);
        context->first++;
        pthread_cond_signal(&context->changed);
        pthread_mutex_unlock(&context->lock);
    }
    free(context->workers);
    free(context);
}

struct context *server_new(int n)
{
    struct context *context = calloc(1, sizeof *context);
    if (context == NULL)
        return NULL;
    pthread_mutex_init(&context->lock, NULL);
    pthread_cond_init(&context->changed, NULL);
    context->workers = calloc((size_t)n, sizeof *context->workers);
    if (context->workers == NULL || spawn(rule, context, &context->master) != 0) {
        free(context->workers);
        free(context);
        return NULL;
    }
    for (context->n_workers = 0; context->n_workers < n; context->n_workers++)
        if (spawn(serve, context, &context->workers[context->n_workers]) != 0)
            break;
    return context;
}

void server_stop(struct context *context)
{
    context->stop = 1;
    pthread_join(context->master, NULL);
    free(context->workers);
    free(context);
}
