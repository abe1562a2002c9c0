#include "engine.h"

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

struct call {
    struct call *next;
    enum command command;
    int argument, result;
    bool done;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t called = PTHREAD_COND_INITIALIZER;
static pthread_cond_t returned = PTHREAD_COND_INITIALIZER;
static struct call *calls;
static bool stopping;
static pthread_t engine;

static int execute(enum command command, int argument)
{
    return printf("%d %d\n", (int)command, argument) > 0 ? 0 : -1;
}

static void *engine_run(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!stopping) {
        struct call *call = calls;
        if (call == NULL) {
            pthread_cond_wait(&called, &lock);
            continue;
        }
        calls = call->next;
        pthread_mutex_unlock(&lock);
        int result = execute(call->command, call->argument);
        pthread_mutex_lock(&lock);
        call->result = result;
        call->done = true;
        pthread_cond_broadcast(&returned);
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

bool engine_start(void)
{
    return pthread_create(&engine, NULL, engine_run, NULL) == 0;
}

int engine_call(enum command command, int argument)
{
    struct call call = {.command = command, .argument = argument};
    pthread_mutex_lock(&lock);
    call.next = calls;
    calls = &call;
    pthread_cond_signal(&called);
    while (!call.done)
        pthread_cond_wait(&returned, &lock);
    pthread_mutex_unlock(&lock);
    return call.result;
}

void engine_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = true;
    pthread_cond_signal(&called);
    pthread_mutex_unlock(&lock);
    pthread_join(engine, NULL);
}
