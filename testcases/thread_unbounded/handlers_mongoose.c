/* Mongoose: the handler of a listener, and a timer. */
#include <pthread.h>
#include <stdio.h>

#include "mini_mongoose.h"

#include <stdatomic.h>

static void *answer_it(void *arg)
{
    FILE *file = fopen("answer_it.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("answer it\n", file);
        fclose(file);
    }
    return NULL;
}

static void *sweep(void *arg)
{
    FILE *file = fopen("sweep.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("sweep\n", file);
        fclose(file);
    }
    return NULL;
}

static atomic_flag sweeping = ATOMIC_FLAG_INIT;

static void *sweep_alone(void *arg)
{
    sweep(arg);
    atomic_flag_clear(&sweeping);
    return NULL;
}

static void on_event_bad(struct mg_connection *connection, int event, void *event_data, void *data)
{
    (void)connection, (void)event_data, (void)data;
    if (event != 5)
        return;
    pthread_t tid;
    if (pthread_create(&tid, NULL, answer_it, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

static void on_tick_bad(void *data)
{
    (void)data;
    pthread_t tid;
    if (pthread_create(&tid, NULL, sweep, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

static void on_tick_ok(void *data)
{
    pthread_t tid;
    (void)data;
    if (atomic_flag_test_and_set(&sweeping))
        return;
    if (pthread_create(&tid, NULL, sweep_alone, NULL) == 0)
        pthread_detach(tid);
    else
        atomic_flag_clear(&sweeping);
}

int main(void)
{
    struct mg_mgr manager = {0};
    if (mg_http_listen(&manager, "http://0.0.0.0:8000", on_event_bad, NULL) == NULL)
        return 1;
    mg_timer_add(&manager, 1000, 1, on_tick_bad, NULL);
    mg_timer_add(&manager, 1000, 1, on_tick_ok, NULL);
    for (;;)
        mg_mgr_poll(&manager, 1000);
}
