/* Some threads of an array are started by constant index, the others in a loop; one loop joins all. */
#include <pthread.h>

#define N_FIXED   2
#define N_AT_MOST 32

static void *listen_for(void *arg)
{
    return arg;
}

static void *work(void *arg)
{
    return arg;
}

void mixed_bad(int n_workers)
{
    pthread_t threads[N_AT_MOST + N_FIXED];
    pthread_create(&threads[0], NULL, listen_for, NULL); // EXPECT: thread-not-joined
    pthread_create(&threads[1], NULL, listen_for, NULL); // EXPECT: thread-not-joined
    for (int i = 0; i < n_workers; i++)
        pthread_create(&threads[i + N_FIXED], NULL, work, NULL); // EXPECT: thread-not-joined
}

void mixed_ok(int n_workers)
{
    pthread_t threads[N_AT_MOST + N_FIXED];
    pthread_create(&threads[0], NULL, listen_for, NULL);
    pthread_create(&threads[1], NULL, listen_for, NULL);
    for (int i = 0; i < n_workers; i++)
        pthread_create(&threads[i + N_FIXED], NULL, work, NULL);
    for (int i = 0; i < n_workers + N_FIXED; i++)
        pthread_join(threads[i], NULL);
}
