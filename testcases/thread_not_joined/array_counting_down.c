/* Join loops that count down. */
#include <pthread.h>

#define N_WORKERS 8

static void *work(void *arg)
{
    return arg;
}

void all_but_first_bad(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
    for (int i = N_WORKERS - 1; i > 0; i--)
        pthread_join(workers[i], NULL);
}

void all_but_first_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (int i = N_WORKERS - 1; i >= 0; i--)
        pthread_join(workers[i], NULL);
}

void arrow_ok(int n)
{
    pthread_t workers[n];
    for (int i = 0; i < n; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    while (n-- > 0)
        pthread_join(workers[n], NULL);
}

void predecrement_ok(void)
{
    pthread_t workers[N_WORKERS];
    int running = 0;
    while (running < N_WORKERS && pthread_create(&workers[running], NULL, work, NULL) == 0)
        running++;
    while (running)
        pthread_join(workers[--running], NULL);
}

void do_while_ok(void)
{
    int i = 0;
    pthread_t workers[N_WORKERS];
    do {
        pthread_create(&workers[i], NULL, work, NULL);
    } while (++i < N_WORKERS);
    do {
        pthread_join(workers[--i], NULL);
    } while (i > 0);
}
