#include <pthread.h>
#include <stddef.h>

int hang_up(void);

pthread_mutex_t server_mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t server_changed = PTHREAD_COND_INITIALIZER;
int server_lost_us;

static void *serve_once(void *arg)
{
    hang_up();
    pthread_mutex_lock(&server_mutex);
    server_lost_us = 1;
    pthread_cond_signal(&server_changed);
    pthread_mutex_unlock(&server_mutex);
    return arg;
}

static void await_end(void)
{
    pthread_mutex_lock(&server_mutex);
    while (!server_lost_us)
        pthread_cond_wait(&server_changed, &server_mutex);
    pthread_mutex_unlock(&server_mutex);
}

int main(void)
{
    pthread_t server;

    if (pthread_create(&server, NULL, serve_once, NULL) != 0)
        return 1;
    await_end();
    return pthread_join(server, NULL) != 0;
}
