/* libwebsockets: the one function of a protocol runs for all that happens; the table of protocols is read by the library. */
#include <pthread.h>
#include <stdio.h>

#include "mini_lws.h"

static void *echo(void *arg)
{
    FILE *file = fopen("echo.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("echo\n", file);
        fclose(file);
    }
    return NULL;
}

static void *index_files(void *arg)
{
    FILE *file = fopen("index_files.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("index files\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_echo_bad(struct lws *connection, int reason, void *user, void *data, size_t size)
{
    (void)user, (void)data, (void)size;
    if (reason != 6)
        return 0;
    pthread_t tid;
    if (pthread_create(&tid, NULL, echo, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return lws_callback_on_writable(connection);
}

static const struct lws_protocols protocols[] = {{"echo", on_echo_bad, 0}, {NULL, NULL, 0}};

int main(void)
{
    struct lws_context_creation_info info = {.port = 7681, .protocols = protocols};
    struct lws_context *context = lws_create_context(&info);
    if (context == NULL)
        return 1;
    /* once, before the loop */
    pthread_t tid;
    if (pthread_create(&tid, NULL, index_files, NULL) == 0)
        pthread_detach(tid);
    while (lws_service(context, 0) >= 0)
        ;
    return 0;
}
