/* The workers put their results into a ring, and wait for room; who joins them before he takes the
 * results out waits for workers that wait for him. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { N_WORKERS = 4, N_RESULTS = 10 };

struct results {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    double values[N_RESULTS];
    int at, n;
    int n_working;
};

static struct results eager, patient;

double integrate(int part, int step, bool *ret_more);
void add_up(double value);

static void results_init(struct results *r)
{
    pthread_mutex_init(&r->mutex, NULL);
    pthread_cond_init(&r->changed, NULL);
    r->at = r->n = 0;
    r->n_working = N_WORKERS;
}

static void report(struct results *r, double value)
{
    pthread_mutex_lock(&r->mutex);
    while (r->n == N_RESULTS)
        pthread_cond_wait(&r->changed, &r->mutex);
    r->values[(r->at + r->n++) % N_RESULTS] = value;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->mutex);
}

static void leave(struct results *r)
{
    pthread_mutex_lock(&r->mutex);
    r->n_working--;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->mutex);
}

static bool collect(struct results *r, double *ret_value)
{
    pthread_mutex_lock(&r->mutex);
    while (r->n == 0 && r->n_working > 0)
        pthread_cond_wait(&r->changed, &r->mutex);
    bool found = r->n > 0;
    if (found) {
        *ret_value = r->values[r->at];
        r->at = (r->at + 1) % N_RESULTS;
        r->n--;
        pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->mutex);
    return found;
}

static void *eager_work(void *arg)
{
    bool more = true;
    for (int step = 0; more; step++)
        report(&eager, integrate(*(int *)arg, step, &more)); // EXPECT: queue-full
    leave(&eager);
    return NULL;
}

static void *patient_work(void *arg)
{
    bool more = true;
    for (int step = 0; more; step++)
        report(&patient, integrate(*(int *)arg, step, &more));
    leave(&patient);
    return NULL;
}

void sum_bad(void)
{
    static int parts[N_WORKERS] = {0, 1, 2, 3};
    pthread_t workers[N_WORKERS];
    int n = 0;
    double value;
    results_init(&eager);
    for (; n < N_WORKERS; n++) {
        if (pthread_create(&workers[n], NULL, eager_work, &parts[n]) != 0)
            break;
    }
    for (int i = n; i < N_WORKERS; i++)
        leave(&eager);
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
    while (collect(&eager, &value))
        add_up(value);
}

void sum_ok(void)
{
    static int parts[N_WORKERS] = {0, 1, 2, 3};
    pthread_t workers[N_WORKERS];
    int n = 0;
    double value;
    results_init(&patient);
    for (; n < N_WORKERS; n++) {
        if (pthread_create(&workers[n], NULL, patient_work, &parts[n]) != 0)
            break;
    }
    for (int i = n; i < N_WORKERS; i++)
        leave(&patient);
    while (collect(&patient, &value))
        add_up(value);
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
}
