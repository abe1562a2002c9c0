/* A thread writes all its results into a pipe, which is read when the thread has been joined. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { N_PRIMES = 100000, N_SQUARES = 100 };

struct sieve {
    int out;
};

struct squares {
    int out;
};

struct factors {
    int out;
};

static void *sieve_run(void *arg)
{
    struct sieve *sieve = arg;
    unsigned candidate = 2;

    for (int found = 0; found < N_PRIMES; candidate++) {
        unsigned k = 2;
        while (k * k <= candidate && candidate % k != 0)
            k++;
        if (k * k <= candidate)
            continue;
        found++;
        if (write(sieve->out, &candidate, sizeof candidate) < 0) // EXPECT: queue-full
            break;
    }
    close(sieve->out);
    return NULL;
}

int primes_bad(void)
{
    struct sieve sieve;
    pthread_t thread;
    unsigned prime;
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    sieve.out = ends[1];
    if (pthread_create(&thread, NULL, sieve_run, &sieve) != 0)
        return -EAGAIN;
    pthread_join(thread, NULL);
    while (read(ends[0], &prime, sizeof prime) == (ssize_t)sizeof prime)
        printf("%u\n", prime);
    return close(ends[0]);
}

/* The same, but all of it fits. */
static void *squares_run(void *arg)
{
    struct squares *squares = arg;

    for (unsigned i = 0; i < N_SQUARES; i++) {
        unsigned square = i * i;
        if (write(squares->out, &square, sizeof square) < 0)
            break;
    }
    close(squares->out);
    return NULL;
}

int squares_ok(void)
{
    struct squares squares;
    pthread_t thread;
    unsigned square;
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    squares.out = ends[1];
    if (pthread_create(&thread, NULL, squares_run, &squares) != 0)
        return -EAGAIN;
    pthread_join(thread, NULL);
    while (read(ends[0], &square, sizeof square) == (ssize_t)sizeof square)
        printf("%u\n", square);
    return close(ends[0]);
}

static void *factors_run(void *arg)
{
    struct factors *factors = arg;

    for (unsigned i = 0; i < N_PRIMES; i++) {
        if (write(factors->out, &i, sizeof i) < 0)
            break;
    }
    close(factors->out);
    return NULL;
}

int factors_ok(void)
{
    struct factors factors;
    pthread_t thread;
    unsigned factor;
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    factors.out = ends[1];
    if (pthread_create(&thread, NULL, factors_run, &factors) != 0)
        return -EAGAIN;
    while (read(ends[0], &factor, sizeof factor) == (ssize_t)sizeof factor)
        printf("%u\n", factor);
    pthread_join(thread, NULL);
    return close(ends[0]);
}
