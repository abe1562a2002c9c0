/* __attribute__((cleanup)) joins when the variable goes out of scope, on every way out. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct scoped_thread {
    pthread_t tid;
    bool running;
};

int copy(FILE *in, FILE *out);

static void *watch(void *arg)
{
    return arg;
}

static void scoped_print(struct scoped_thread *t)
{
    printf("%s\n", t->running ? "running" : "not running");
}

static void scoped_join(struct scoped_thread *t)
{
    if (t->running)
        pthread_join(t->tid, NULL);
}

int copy_watched_bad(FILE *in, FILE *out)
{
    __attribute__((cleanup(scoped_print))) struct scoped_thread t = {0};
    t.running = pthread_create(&t.tid, NULL, watch, NULL) == 0; // EXPECT: thread-not-joined
    if (copy(in, out) < 0)
        return -1;
    return 0;
}

int copy_watched_ok(FILE *in, FILE *out)
{
    __attribute__((cleanup(scoped_join))) struct scoped_thread t = {0};
    t.running = pthread_create(&t.tid, NULL, watch, NULL) == 0;
    if (copy(in, out) < 0)
        return -1;
    return 0;
}

/* The scope is the body of a loop, and is left by `continue` and `break`. */
void copy_all_ok(FILE **in, FILE *out, int n)
{
    for (int i = 0; i < n; i++) {
        __attribute__((cleanup(scoped_join))) struct scoped_thread t = {0};
        t.running = pthread_create(&t.tid, NULL, watch, NULL) == 0;
        if (in[i] == NULL)
            continue;
        if (copy(in[i], out) < 0)
            break;
    }
}

/* On the bare handle. */
static void handle_ignore(pthread_t *tid)
{
    *tid = 0;
}

static void handle_join(pthread_t *tid)
{
    if (*tid != 0)
        pthread_join(*tid, NULL);
}

int bare_handle_bad(FILE *in, FILE *out)
{
    __attribute__((cleanup(handle_ignore))) pthread_t tid = 0;
    pthread_create(&tid, NULL, watch, NULL); // EXPECT: thread-not-joined
    return copy(in, out);
}

int bare_handle_ok(FILE *in, FILE *out)
{
    __attribute__((cleanup(handle_join))) pthread_t tid = 0;
    pthread_create(&tid, NULL, watch, NULL);
    return copy(in, out);
}
