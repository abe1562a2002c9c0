/* A latch that counts down to zero: set to more than there are arrivals, it never opens. */
#include <pthread.h>
#include <stddef.h>

enum { N_PARTS = 6 };

struct latch {
    pthread_mutex_t mutex;
    pthread_cond_t zero;
    int count;
};

int compute(int part);

static void latch_init(struct latch *latch, int count)
{
    pthread_mutex_init(&latch->mutex, NULL);
    pthread_cond_init(&latch->zero, NULL);
    latch->count = count;
}

static void latch_arrive(struct latch *latch)
{
    pthread_mutex_lock(&latch->mutex);
    if (--latch->count == 0)
        pthread_cond_broadcast(&latch->zero);
    pthread_mutex_unlock(&latch->mutex);
}

static void latch_await(struct latch *latch)
{
    pthread_mutex_lock(&latch->mutex);
    while (latch->count > 0)
        pthread_cond_wait(&latch->zero, &latch->mutex);
    pthread_mutex_unlock(&latch->mutex);
}

static struct latch odd_latch, even_latch, main_latch;

static void *compute_odd(void *arg)
{
    compute(*(int *)arg);
    latch_arrive(&odd_latch);
    return NULL;
}

static void *compute_even(void *arg)
{
    compute(*(int *)arg);
    latch_arrive(&even_latch);
    return NULL;
}

static void *compute_main(void *arg)
{
    compute(*(int *)arg);
    latch_arrive(&main_latch);
    return NULL;
}

/* One more than threads: the caller, too, was meant to arrive. */
void compute_odd_bad(void)
{
    static int parts[N_PARTS];
    latch_init(&odd_latch, N_PARTS + 1);
    for (int i = 0; i < N_PARTS; i++) {
        pthread_t thread;
        parts[i] = 2 * i + 1;
        if (pthread_create(&thread, NULL, compute_odd, &parts[i]) == 0)
            pthread_detach(thread);
        else
            compute_odd(&parts[i]);
    }
    latch_await(&odd_latch); // MISS: recv-no-sender
}

void compute_even_ok(void)
{
    static int parts[N_PARTS];
    latch_init(&even_latch, N_PARTS);
    for (int i = 0; i < N_PARTS; i++) {
        pthread_t thread;
        parts[i] = 2 * i;
        if (pthread_create(&thread, NULL, compute_even, &parts[i]) == 0)
            pthread_detach(thread);
        else
            compute_even(&parts[i]);
    }
    latch_await(&even_latch);
}

/* And here he does. */
void compute_main_ok(void)
{
    static int parts[N_PARTS];
    latch_init(&main_latch, N_PARTS + 1);
    for (int i = 0; i < N_PARTS; i++) {
        pthread_t thread;
        parts[i] = i;
        if (pthread_create(&thread, NULL, compute_main, &parts[i]) == 0)
            pthread_detach(thread);
        else
            compute_main(&parts[i]);
    }
    compute(N_PARTS);
    latch_arrive(&main_latch);
    latch_await(&main_latch);
}
