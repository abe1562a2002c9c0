/* The thread says itself when it has begun and when it is at its end, in functions of their own. Who ends
 * it waits for that, and joins. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct window {
    pthread_mutex_t lock;
    pthread_cond_t created, destroyed;
    pthread_t navigation;
    bool alive;
    int commands[2];
};

static void navigation_open(struct window *window)
{
    pthread_mutex_lock(&window->lock);
    window->alive = true;
    pthread_cond_signal(&window->created);
    pthread_mutex_unlock(&window->lock);
}

static void navigation_close(struct window *window)
{
    pthread_mutex_lock(&window->lock);
    window->alive = false;
    pthread_cond_signal(&window->destroyed);
    pthread_mutex_unlock(&window->lock);
}

static void *navigate(void *arg)
{
    char command;
    struct window *window = arg;
    navigation_open(window);
    while (read(window->commands[0], &command, 1) == 1 && command != 'q')
        ;
    navigation_close(window);
    return NULL;
}

struct window *window_new(void)
{
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL || pipe(window->commands) != 0)
        abort();
    pthread_mutex_init(&window->lock, NULL);
    pthread_cond_init(&window->created, NULL);
    pthread_cond_init(&window->destroyed, NULL);
    pthread_mutex_lock(&window->lock);
    if (pthread_create(&window->navigation, NULL, navigate, window) != 0)
        abort();
    while (!window->alive)
        pthread_cond_wait(&window->created, &window->lock);
    pthread_mutex_unlock(&window->lock);
    return window;
}

void window_free(struct window *window)
{
    if (window->alive) {
        pthread_mutex_lock(&window->lock);
        if (write(window->commands[1], "q", 1) != 1)
            abort();
        while (window->alive)
            pthread_cond_wait(&window->destroyed, &window->lock);
        pthread_mutex_unlock(&window->lock);
        pthread_join(window->navigation, NULL);
    }
    free(window);
}
