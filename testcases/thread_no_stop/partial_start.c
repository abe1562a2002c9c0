/* Worker k cannot be started: those that run already are joined, but not told to stop. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { N_WORKERS = 8 };

int step(int number);

struct grinders {
    pthread_t threads[N_WORKERS];
    atomic_bool stop;
};

struct millers {
    pthread_t threads[N_WORKERS];
    atomic_bool stop;
};

struct sweepers {
    pthread_t threads[N_WORKERS];
    int n_left;
};

static void *grind(void *arg)
{
    struct grinders *g = arg;
    while (!atomic_load(&g->stop))
        step(1);
    return NULL;
}

static void *mill(void *arg)
{
    struct millers *m = arg;
    while (!atomic_load(&m->stop))
        step(2);
    return NULL;
}

/* Ends by itself. */
static void *sweep(void *arg)
{
    struct sweepers *s = arg;
    while (__atomic_sub_fetch(&s->n_left, 1, __ATOMIC_ACQ_REL) > 0)
        step(3);
    return NULL;
}

struct grinders *grinders_new_bad(void)
{
    struct grinders *g = calloc(1, sizeof *g);
    if (g == NULL)
        return NULL;
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&g->threads[i], NULL, grind, g) != 0) {
            while (i-- > 0)
                pthread_join(g->threads[i], NULL); // EXPECT: thread-no-stop
            free(g);
            return NULL;
        }
    }
    return g;
}

void grinders_free(struct grinders *g)
{
    atomic_store(&g->stop, true);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(g->threads[i], NULL);
    free(g);
}

struct millers *millers_new_ok(void)
{
    struct millers *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&m->threads[i], NULL, mill, m) != 0) {
            atomic_store(&m->stop, true);
            while (i-- > 0)
                pthread_join(m->threads[i], NULL);
            free(m);
            return NULL;
        }
    }
    return m;
}

void millers_free(struct millers *m)
{
    atomic_store(&m->stop, true);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(m->threads[i], NULL);
    free(m);
}

struct sweepers *sweepers_new_ok(int n_rooms)
{
    struct sweepers *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->n_left = n_rooms;
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&s->threads[i], NULL, sweep, s) != 0) {
            while (i-- > 0)
                pthread_join(s->threads[i], NULL);
            free(s);
            return NULL;
        }
    }
    return s;
}

void sweepers_free(struct sweepers *s)
{
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(s->threads[i], NULL);
    free(s);
}

/* Two threads of different kinds: the second one fails. */
static pthread_t rx_thread, tx_thread, in_thread, out_thread;
static volatile bool radio_off, line_off;

static void *rx_run(void *arg)
{
    while (!radio_off)
        step(4);
    return arg;
}

static void *tx_run(void *arg)
{
    while (!radio_off)
        step(5);
    return arg;
}

static void *in_run(void *arg)
{
    while (!line_off)
        step(6);
    return arg;
}

static void *out_run(void *arg)
{
    while (!line_off)
        step(7);
    return arg;
}

int radio_start_bad(void)
{
    radio_off = false;
    if (pthread_create(&rx_thread, NULL, rx_run, NULL) != 0)
        return -1;
    if (pthread_create(&tx_thread, NULL, tx_run, NULL) != 0)
        goto join_rx;
    return 0;
join_rx:
    pthread_join(rx_thread, NULL); // EXPECT: thread-no-stop
    return -1;
}

void radio_stop(void)
{
    radio_off = true;
    pthread_join(tx_thread, NULL);
    pthread_join(rx_thread, NULL);
}

int line_start_ok(void)
{
    line_off = false;
    if (pthread_create(&in_thread, NULL, in_run, NULL) != 0)
        return -1;
    if (pthread_create(&out_thread, NULL, out_run, NULL) != 0)
        goto join_in;
    return 0;
join_in:
    line_off = true;
    pthread_join(in_thread, NULL);
    return -1;
}

void line_stop(void)
{
    line_off = true;
    pthread_join(out_thread, NULL);
    pthread_join(in_thread, NULL);
}
