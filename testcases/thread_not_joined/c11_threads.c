/* C11 <threads.h>. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

int step(int number);

static int work(void *arg)
{
    return arg != NULL;
}

static int work_detached(void *arg)
{
    thrd_detach(thrd_current());
    return arg != NULL;
}

static int work_and_exit(void *arg)
{
    thrd_exit(arg != NULL);
}

int early_return_bad(void)
{
    thrd_t t;
    if (thrd_create(&t, work, NULL) != thrd_success) // EXPECT: thread-not-joined
        return -1;
    if (step(1) != 0)
        return -1;
    return thrd_join(t, NULL) == thrd_success ? 0 : -1;
}

int early_return_ok(void)
{
    thrd_t t;
    if (thrd_create(&t, work, NULL) != thrd_success)
        return -1;
    int rc = step(1);
    return thrd_join(t, NULL) == thrd_success ? rc : -1;
}

int result_ignored_bad(void)
{
    int result = 0;
    thrd_t t;
    int rc = thrd_create(&t, work, NULL); // EXPECT: thread-not-joined
    if (rc == thrd_nomem || rc == thrd_error)
        return -1;
    return result;
}

int result_ignored_ok(void)
{
    int result = 0;
    thrd_t t;
    int rc = thrd_create(&t, work, NULL);
    if (rc == thrd_nomem || rc == thrd_error)
        return -1;
    thrd_join(t, &result);
    return result;
}

void detached_bad(void)
{
    thrd_t t;
    if (thrd_create(&t, work_and_exit, NULL) != thrd_success) // EXPECT: thread-not-joined
        perror("thrd_create");
}

void detached_ok(void)
{
    thrd_t t;
    if (thrd_create(&t, work_and_exit, NULL) != thrd_success)
        perror("thrd_create");
    else
        thrd_detach(t);
}

void body_detaches_bad(void)
{
    thrd_t t;
    thrd_create(&t, work, NULL); // EXPECT: thread-not-joined
}

void body_detaches_ok(void)
{
    thrd_t t;
    thrd_create(&t, work_detached, NULL);
}

void array_bad(void)
{
    thrd_t workers[4];
    for (int i = 0; i < 4; i++)
        thrd_create(&workers[i], work, NULL); // EXPECT: thread-not-joined
    for (int i = 1; i < 4; i++)
        thrd_join(workers[i], NULL);
}

void array_ok(void)
{
    thrd_t workers[4];
    for (int i = 0; i < 4; i++)
        thrd_create(&workers[i], work, NULL);
    for (int i = 0; i < 4; i++)
        thrd_join(workers[i], NULL);
}

/* The fields of two structs, of which one is joined. */
static struct {
    thrd_t tid;
    bool running;
} beeper;

static struct {
    thrd_t tid;
    bool running;
} blinker;

void beeper_start_bad(void)
{
    int rc = thrd_create(&beeper.tid, work, NULL); // EXPECT: thread-not-joined
    beeper.running = rc == thrd_success;
}

void beeper_stop(void)
{
    beeper.running = false;
}

void blinker_start_ok(void)
{
    int rc = thrd_create(&blinker.tid, work, NULL);
    blinker.running = rc == thrd_success;
}

void blinker_stop(void)
{
    if (blinker.running)
        thrd_join(blinker.tid, NULL);
    blinker.running = false;
}

/* quick_exit ends the process like exit. */
int quick_exit_ok(void)
{
    thrd_t t;
    if (thrd_create(&t, work, NULL) != thrd_success)
        return -1;
    if (step(1) != 0)
        quick_exit(1);
    return thrd_join(t, NULL);
}
