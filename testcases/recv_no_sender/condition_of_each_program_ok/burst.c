/* Two small programs have a condition of one name each: nobody of the one waits at that of the other. */
#include <pthread.h>
#include <stddef.h>

int send_burst(void);

pthread_mutex_t server_mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t server_changed = PTHREAD_COND_INITIALIZER;
int server_listens;

static void *serve(void *arg)
{
    pthread_mutex_lock(&server_mutex);
    server_listens = 1;
    pthread_cond_signal(&server_changed);
    pthread_mutex_unlock(&server_mutex);
    return arg;
}

static void await_server(void)
{
    pthread_mutex_lock(&server_mutex);
    while (!server_listens)
        pthread_cond_wait(&server_changed, &server_mutex);
    pthread_mutex_unlock(&server_mutex);
}

int main(void)
{
    pthread_t server;

    if (pthread_create(&server, NULL, serve, NULL) != 0)
        return 1;
    await_server();
    int rc = send_burst();
    return pthread_join(server, NULL) != 0 || rc != 0;
}
