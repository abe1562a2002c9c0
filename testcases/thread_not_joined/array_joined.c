/* An array of threads with constant bounds: all joined, one joined, fewer joined. */
#include <pthread.h>
#include <stddef.h>

#define N_WORKERS    4
#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void *work(void *arg)
{
    return arg;
}

void join_first_bad(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
    pthread_join(workers[0], NULL);
}

void join_first_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(workers[i], NULL);
}

void join_one_less_bad(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
    for (int i = 0; i < N_WORKERS - 1; i++)
        pthread_join(workers[i], NULL);
}

void join_one_less_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS - 1; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (int i = 0; i < N_WORKERS - 1; i++)
        pthread_join(workers[i], NULL);
}

void join_from_one_bad(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
    for (int i = 1; i < N_WORKERS; i++)
        pthread_join(workers[i], NULL);
}

/* The calling thread does the work of index 0. */
void join_from_one_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 1; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    work(NULL);
    for (int i = 1; i < N_WORKERS; i++)
        pthread_join(workers[i], NULL);
}

void array_length_bad(void)
{
    pthread_t workers[N_WORKERS];
    for (size_t i = 0; i < ARRAY_LEN(workers); i++)
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
}

void array_length_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (size_t i = 0; i < ARRAY_LEN(workers); i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (size_t i = 0; i < ARRAY_LEN(workers); i++)
        pthread_join(workers[i], NULL);
}

/* Constant indices without a loop. */
void two_halves_bad(void)
{
    pthread_t half[2];
    pthread_create(&half[0], NULL, work, NULL);
    pthread_create(&half[1], NULL, work, NULL); // EXPECT: thread-not-joined
    pthread_join(half[0], NULL);
    pthread_join(half[0], NULL);
}

void two_halves_ok(void)
{
    pthread_t half[2];
    pthread_create(&half[0], NULL, work, NULL);
    pthread_create(&half[1], NULL, work, NULL);
    pthread_join(half[1], NULL);
    pthread_join(half[0], NULL);
}

/* Pointers run over the array, and `array + i` for `&array[i]`. */
void pointer_walk_bad(void)
{
    pthread_t workers[N_WORKERS];
    for (pthread_t *w = workers; w < workers + N_WORKERS; w++)
        pthread_create(w, NULL, work, NULL); // EXPECT: thread-not-joined
    pthread_join(*workers, NULL);
}

void pointer_walk_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (pthread_t *w = workers; w < workers + N_WORKERS; w++)
        pthread_create(w, NULL, work, NULL);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(*(workers + i), NULL);
}

/* Create and join in the same round: the other cells never hold anything. */
void one_at_a_time_ok(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++) {
        pthread_create(workers + i, NULL, work, NULL);
        pthread_join(workers[i], NULL);
    }
}
