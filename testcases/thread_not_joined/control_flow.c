/* Switches with fallthrough, labels out of nested loops, computed goto, recursion. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum mode { MODE_NONE, MODE_WATCH, MODE_SERVE, MODE_BOTH };

int step(int number);

static void *work(void *arg)
{
    return arg;
}

int fallthrough_bad(enum mode mode)
{
    pthread_t tid;
    int rc = 0;
    switch (mode) {
    case MODE_BOTH:
        step(1);
        /* fall through */
    case MODE_WATCH:
        if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
            return -1;
        if (mode == MODE_BOTH)
            break;
        pthread_join(tid, NULL);
        break;
    case MODE_SERVE:
        rc = step(2);
        break;
    case MODE_NONE:
        break;
    }
    return rc;
}

int fallthrough_ok(enum mode mode)
{
    pthread_t tid;
    int rc = 0;
    switch (mode) {
    case MODE_BOTH:
        step(1);
        /* fall through */
    case MODE_WATCH:
        if (pthread_create(&tid, NULL, work, NULL) != 0)
            return -1;
        if (mode == MODE_BOTH)
            rc = 1;
        pthread_join(tid, NULL);
        break;
    case MODE_SERVE:
        rc = step(2);
        break;
    case MODE_NONE:
        break;
    }
    return rc;
}

/* The create falls into the case that joins; others come there without a thread. */
int fall_into_join_ok(enum mode mode)
{
    pthread_t tid;
    bool running = false;
    switch (mode) {
    case MODE_WATCH:
        running = pthread_create(&tid, NULL, work, NULL) == 0;
        /* fall through */
    case MODE_SERVE:
    case MODE_BOTH:
        if (running)
            pthread_join(tid, NULL);
        break;
    case MODE_NONE ... MODE_NONE:
        break;
    }
    return running;
}

int nested_loops_bad(int rows, int columns)
{
    for (int i = 0; i < rows; i++) {
        pthread_t tid;
        if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
            goto out;
        for (int j = 0; j < columns; j++) {
            if (step(i * columns + j) != 0)
                goto out;
        }
        pthread_join(tid, NULL);
    }
    return 0;
out:
    return -1;
}

int nested_loops_ok(int rows, int columns)
{
    for (int i = 0; i < rows; i++) {
        pthread_t tid;
        if (pthread_create(&tid, NULL, work, NULL) != 0)
            goto out;
        for (int j = 0; j < columns; j++) {
            if (step(i * columns + j) != 0)
                goto next;
        }
    next:
        pthread_join(tid, NULL);
    }
    return 0;
out:
    return -1;
}

/* Backwards: the goto is the loop. */
int goto_loop_bad(void)
{
    pthread_t tid;
    int tries = 0;
again:
    if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    if (step(tries) != 0 && tries++ < 3)
        goto again;
    pthread_join(tid, NULL);
    return 0;
}

int goto_loop_ok(void)
{
    pthread_t tid;
    int tries = 0;
again:
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    int rc = step(tries);
    pthread_join(tid, NULL);
    if (rc != 0 && tries++ < 3)
        goto again;
    return 0;
}

int computed_goto_bad(int which)
{
    static void *const labels[] = {&&joined, &&lost};
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    goto *labels[which & 1];
joined:
    pthread_join(tid, NULL);
lost:
    return 0;
}

int computed_goto_ok(int which)
{
    static void *const labels[] = {&&joined, &&also_joined};
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    goto *labels[which & 1];
joined:
    step(1);
also_joined:
    pthread_join(tid, NULL);
    return 0;
}

/* A recursion makes a thread on each level. */
static int sort_bad(int *from, int *to)
{
    pthread_t tid;
    if (to - from < 2)
        return 0;
    int *middle = from + (to - from) / 2;
    if (pthread_create(&tid, NULL, work, middle) != 0) // EXPECT: thread-not-joined
        return -1;
    if (sort_bad(from, middle) != 0)
        return -1;
    return pthread_join(tid, NULL);
}

static int sort_ok(int *from, int *to)
{
    pthread_t tid;
    if (to - from < 2)
        return 0;
    int *middle = from + (to - from) / 2;
    if (pthread_create(&tid, NULL, work, middle) != 0)
        return -1;
    int rc = sort_ok(from, middle);
    return pthread_join(tid, NULL) != 0 ? -1 : rc;
}

int recursion_bad(int *numbers, int n)
{
    return sort_bad(numbers, numbers + n);
}

int recursion_ok(int *numbers, int n)
{
    return sort_ok(numbers, numbers + n);
}

/* Recursion through a second function, which joins at the bottom. */
static int descend(pthread_t tid, int depth);

static int descend_further(pthread_t tid, int depth)
{
    return descend(tid, depth - 1);
}

static int descend(pthread_t tid, int depth)
{
    if (depth <= 0)
        return pthread_join(tid, NULL);
    return descend_further(tid, depth);
}

int joined_by_recursion_ok(int depth)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    return descend(tid, depth);
}
