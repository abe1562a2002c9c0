/* CivetWeb: a handler of an address, and callbacks that stand in a struct. */
#include <pthread.h>
#include <stdio.h>

#include "mini_civetweb.h"

static void *render(void *arg)
{
    FILE *file = fopen("render.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("render\n", file);
        fclose(file);
    }
    return NULL;
}

static void *measure(void *arg)
{
    FILE *file = fopen("measure.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("measure\n", file);
        fclose(file);
    }
    return NULL;
}

static void *say_good_bye(void *arg)
{
    FILE *file = fopen("say_good_bye.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("say good bye\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_page_bad(struct mg_connection *connection, void *data)
{
    (void)connection, (void)data;
    pthread_t tid;
    if (pthread_create(&tid, NULL, render, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 200;
}

static void on_request_end_bad(const struct mg_connection *connection, int status)
{
    (void)connection, (void)status;
    pthread_t tid;
    if (pthread_create(&tid, NULL, measure, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

static void on_exit_ok(const struct mg_context *context)
{
    (void)context;
    pthread_t tid;
    if (pthread_create(&tid, NULL, say_good_bye, NULL) == 0)
        pthread_detach(tid);
}

static const struct mg_callbacks callbacks = {.end_request = on_request_end_bad,
                                              .exit_context = on_exit_ok};

int main(void)
{
    struct mg_context *context = mg_start(&callbacks, NULL, NULL);
    if (context == NULL)
        return 1;
    mg_set_request_handler(context, "/page", on_page_bad, NULL);
    getchar();
    mg_stop(context);
    return 0;
}
