/* The same without the annotations of handlers: each function is called once. */
#include "server.h"

#include <pthread.h>
#include <stddef.h>

static void *work(void *data)
{
    return data;
}

static void on_page(void *data)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, data) == 0)
        pthread_detach(thread);
}

static void on_message(void *message)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, message) == 0)
        pthread_detach(thread);
}

void server_fallback(void *request)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, request) == 0)
        pthread_detach(thread);
}

static void on_idle(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) == 0)
        pthread_detach(thread);
}

int main(void)
{
    on_page(NULL);
    on_message(NULL);
    server_fallback(NULL);
    on_idle();
    server_run();
    return 0;
}
