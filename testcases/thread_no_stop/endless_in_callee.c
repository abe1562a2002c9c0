/* The body hands on to a function whose loop never ends, or ends the thread from within. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct tail {
    FILE *file;
    unsigned long lines;
};

struct drain {
    FILE *file;
    unsigned long lines;
};

static void tail_follow(struct tail *tail)
{
    char line[256];
    while (1) {
        if (fgets(line, sizeof line, tail->file) != NULL)
            tail->lines++;
        else
            usleep(100 * 1000);
    }
}

static void *tail_run(void *arg)
{
    struct tail *tail = arg;
    tail_follow(tail);
    fclose(tail->file);
    free(tail);
    return NULL;
}

static void drain_leave(struct drain *drain)
{
    fclose(drain->file);
    free(drain);
    pthread_exit(NULL);
}

static void drain_follow(struct drain *drain)
{
    char line[256];
    while (1) {
        if (fgets(line, sizeof line, drain->file) != NULL)
            drain->lines++;
        else
            drain_leave(drain);
    }
}

static void *drain_run(void *arg)
{
    drain_follow(arg);
    return NULL;
}

int tail_open_bad(const char *name)
{
    pthread_t thread;
    struct tail *tail = calloc(1, sizeof *tail);
    if (tail == NULL)
        return -1;
    tail->file = fopen(name, "r");
    if (tail->file == NULL) {
        free(tail);
        return -1;
    }
    if (pthread_create(&thread, NULL, tail_run, tail) != 0) { // EXPECT: thread-no-stop
        fclose(tail->file);
        free(tail);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

int drain_open_ok(const char *name)
{
    pthread_t thread;
    struct drain *drain = calloc(1, sizeof *drain);
    if (drain == NULL)
        return -1;
    drain->file = fopen(name, "r");
    if (drain->file == NULL) {
        free(drain);
        return -1;
    }
    if (pthread_create(&thread, NULL, drain_run, drain) != 0) {
        fclose(drain->file);
        free(drain);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}
