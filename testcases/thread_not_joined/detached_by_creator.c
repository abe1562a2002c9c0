/* pthread_detach in the function that creates. */
#include <pthread.h>
#include <stdio.h>

static void *report(void *arg)
{
    return arg;
}

void detach_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, report, NULL) != 0) // EXPECT: thread-not-joined
        perror("pthread_create");
}

void detach_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, report, NULL) != 0)
        perror("pthread_create");
    else
        pthread_detach(tid);
}

/* On one path only. */
void detach_sometimes_bad(int quiet)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, report, NULL) != 0) // EXPECT: thread-not-joined
        return;
    if (quiet)
        pthread_detach(tid);
}

void detach_sometimes_ok(int quiet)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, report, NULL) != 0)
        return;
    if (quiet)
        pthread_detach(tid);
    else
        pthread_join(tid, NULL);
}

/* All in one expression. */
int detach_in_condition_bad(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, report, NULL) || pthread_cancel(t); // EXPECT: thread-not-joined
}

int detach_in_condition_ok(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, report, NULL) || pthread_detach(t);
}
