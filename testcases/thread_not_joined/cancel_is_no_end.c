/* A cancelled, signalled or renamed thread still waits for its join. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int serve(int port);

static void *blink(void *arg)
{
    for (int i = 0; i < 3600; i++)
        sleep(1);
    return arg;
}

static void *breathe(void *arg)
{
    sleep(1);
    return arg;
}

void cancelled_bad(int port)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, blink, NULL) != 0) // EXPECT: thread-not-joined
        return;
    serve(port);
    pthread_cancel(tid);
}

void cancelled_ok(int port)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, blink, NULL) != 0)
        return;
    serve(port);
    pthread_cancel(tid);
    pthread_join(tid, NULL);
}

void signalled_bad(int port)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, breathe, NULL) != 0) // EXPECT: thread-not-joined
        return;
    serve(port);
    pthread_kill(tid, SIGUSR1);
}

void signalled_ok(int port)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, breathe, NULL) != 0)
        return;
    serve(port);
    pthread_kill(tid, SIGUSR1);
    pthread_join(tid, NULL);
}

void named_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, breathe, NULL) != 0) // EXPECT: thread-not-joined
        return;
    pthread_setname_np(tid, "breathe");
}

void named_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, breathe, NULL) != 0)
        return;
    pthread_setname_np(tid, "breathe");
    pthread_detach(tid);
}

void printed_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, breathe, NULL) != 0) // EXPECT: thread-not-joined
        return;
    printf("started %lu\n", (unsigned long)tid);
}

void printed_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, breathe, NULL) != 0)
        return;
    printf("started %lu\n", (unsigned long)tid);
    pthread_join(tid, NULL);
}
