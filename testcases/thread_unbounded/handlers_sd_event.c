/* sd-event: handlers of descriptors and of times run again and again, a deferred one once. */
#include <pthread.h>
#include <stdio.h>

#include "mini_sd_event.h"

static void *parse_input(void *arg)
{
    FILE *file = fopen("parse_input.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("parse input\n", file);
        fclose(file);
    }
    return NULL;
}

static void *save_state(void *arg)
{
    FILE *file = fopen("save_state.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("save state\n", file);
        fclose(file);
    }
    return NULL;
}

static void *load_state(void *arg)
{
    FILE *file = fopen("load_state.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("load state\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_input_bad(sd_event_source *source, int fd, uint32_t events, void *data)
{
    (void)source, (void)fd, (void)events, (void)data;
    pthread_t tid;
    if (pthread_create(&tid, NULL, parse_input, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static int on_time_bad(sd_event_source *source, uint64_t time, void *data)
{
    (void)source, (void)time, (void)data;
    pthread_t tid;
    if (pthread_create(&tid, NULL, save_state, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static int on_start_ok(sd_event_source *source, void *data)
{
    (void)source, (void)data;
    pthread_t tid;
    if (pthread_create(&tid, NULL, load_state, NULL) == 0)
        pthread_detach(tid);
    return 0;
}

int main(void)
{
    sd_event *loop = NULL;
    if (sd_event_default(&loop) < 0)
        return 1;
    sd_event_add_io(loop, NULL, 0, 1, on_input_bad, NULL);
    sd_event_add_time(loop, NULL, 1, 0, 0, on_time_bad, NULL);
    sd_event_add_defer(loop, NULL, on_start_ok, NULL);
    return sd_event_loop(loop) < 0;
}
