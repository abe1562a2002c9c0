/* Arrays of threads whose number is known at run time only. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct options {
    int threads;
    int verbose;
};

static void *work(void *arg)
{
    return arg;
}

int same_bound_bad(int n)
{
    pthread_t *workers = calloc((size_t)n, sizeof *workers);
    if (workers == NULL)
        return -1;
    for (int i = 0; i < n; i++)
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
    free(workers);
    return 0;
}

int same_bound_ok(int n)
{
    pthread_t *workers = calloc((size_t)n, sizeof *workers);
    if (workers == NULL)
        return -1;
    for (int i = 0; i < n; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
    free(workers);
    return 0;
}

void bound_in_struct_bad(const struct options *options)
{
    pthread_t workers[options->threads];
    for (int i = 0; i < options->threads; i++)
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
    if (options->verbose)
        pthread_join(workers[0], NULL);
}

void bound_in_struct_ok(const struct options *options)
{
    pthread_t workers[options->threads];
    for (int i = 0; i < options->threads; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (int i = 0; i < options->threads; i++)
        pthread_join(workers[i], NULL);
}

/* The number of threads is clamped; both loops use what came out. */
void clamped_ok(void)
{
    pthread_t workers[64];
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1)
        n = 1;
    if (n > 64)
        n = 64;
    for (long i = 0; i < n; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (long i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
}

/* `while` loops with their own counters. */
void while_loops_bad(int n)
{
    int i = 0;
    pthread_t workers[64];
    while (i < n && i < 64) {
        pthread_create(&workers[i], NULL, work, NULL); // EXPECT: thread-not-joined
        i++;
    }
}

void while_loops_ok(int n)
{
    int i = 0;
    pthread_t workers[64];
    while (i < n && i < 64) {
        pthread_create(&workers[i], NULL, work, NULL);
        i++;
    }
    int j = 0;
    while (j < i) {
        pthread_join(workers[j], NULL);
        j++;
    }
}
