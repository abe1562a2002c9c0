/* Functions that are called per request or event, because an annotation says so: of themselves, or of who
 * registers them. Each starts a thread, without a limit. */
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
    if (pthread_create(&thread, NULL, work, data) == 0) // EXPECT: thread-unbounded
        pthread_detach(thread);
}

static void on_message(void *message)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, message) == 0) // EXPECT: thread-unbounded
        pthread_detach(thread);
}

void server_fallback(void *request)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, request) == 0) // EXPECT: thread-unbounded
        pthread_detach(thread);
}

STRANDED_EVENT_HANDLER static void on_idle(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(thread);
}

int main(void)
{
    server_route("/", on_page, NULL);
    if (server_listen(on_message) != 0)
        return 1;
    on_idle();
    server_run();
    return 0;
}
