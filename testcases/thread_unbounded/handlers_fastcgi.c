/* FastCGI: each round of the loop around accept is a request. */
#include <pthread.h>
#include <stdio.h>

#include "mini_fcgi.h"

static void *answer(void *arg)
{
    FILE *file = fopen("answer.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("answer\n", file);
        fclose(file);
    }
    return NULL;
}

static void *read_config(void *arg)
{
    FILE *file = fopen("read_config.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("read config\n", file);
        fclose(file);
    }
    return NULL;
}

static void serve_bad(FCGX_Request *request)
{
    while (FCGX_Accept_r(request) == 0) {
        pthread_t tid;
        if (pthread_create(&tid, NULL, answer, NULL) == 0) // EXPECT: thread-unbounded
            pthread_detach(tid);
        FCGX_Finish_r(request);
    }
}

static void start_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, read_config, NULL) == 0)
        pthread_detach(tid);
}

int main(void)
{
    FCGX_Request request;
    if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
        return 1;
    start_ok();
    serve_bad(&request);
    return 0;
}
