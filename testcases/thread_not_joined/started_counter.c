/* Creating N threads fails in the middle: those that run must still be joined. */
#include <pthread.h>
#include <stddef.h>

#define N_WORKERS 8

static void *work(void *arg)
{
    return arg;
}

int give_up_bad(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&workers[i], NULL, work, NULL) != 0) // EXPECT: thread-not-joined
            return -1;
    }
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(workers[i], NULL);
    return 0;
}

int give_up_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&workers[i], NULL, work, NULL) != 0) {
            while (i-- > 0)
                pthread_join(workers[i], NULL);
            return -1;
        }
    }
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(workers[i], NULL);
    return 0;
}

int counted_bad(void)
{
    int n_started;
    pthread_t workers[N_WORKERS];
    for (n_started = 0; n_started < N_WORKERS; n_started++) {
        if (pthread_create(&workers[n_started], NULL, work, NULL) != 0) // EXPECT: thread-not-joined
            break;
    }
    if (n_started < N_WORKERS)
        return -1;
    for (int i = 0; i < n_started; i++)
        pthread_join(workers[i], NULL);
    return 0;
}

int counted_ok(void)
{
    int n_started;
    pthread_t workers[N_WORKERS];
    for (n_started = 0; n_started < N_WORKERS; n_started++) {
        if (pthread_create(&workers[n_started], NULL, work, NULL) != 0)
            break;
    }
    for (int i = 0; i < n_started; i++)
        pthread_join(workers[i], NULL);
    return n_started < N_WORKERS ? -1 : 0;
}

/* Only successes take a slot. */
void filled_slots_ok(void)
{
    size_t n = 0;
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&workers[n], NULL, work, NULL) == 0)
            n++;
    }
    for (size_t i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
}

/* A flag beside each slot. */
void flagged_slots_bad(void)
{
    int ran[N_WORKERS] = {0};
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        ran[i] = pthread_create(&workers[i], NULL, work, NULL) == 0; // MISS: thread-not-joined
    for (int i = 0; i < N_WORKERS; i++) {
        if (!ran[i])
            pthread_join(workers[i], NULL);
    }
}

void flagged_slots_ok(void)
{
    int ran[N_WORKERS] = {0};
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        ran[i] = pthread_create(&workers[i], NULL, work, NULL) == 0;
    for (int i = 0; i < N_WORKERS; i++) {
        if (ran[i])
            pthread_join(workers[i], NULL);
    }
}
