/* What is taken by one function may be given back by another: the thread that was started for it, or an end
 * that belongs to the beginning. */
#include <pthread.h>
#include <stdlib.h>

enum { N_SLOTS = 4 };

void run_task(int what);
int make(void);

static pthread_mutex_t slot_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t slot_free = PTHREAD_COND_INITIALIZER;
static int n_slots;

static void slot_take(void)
{
    pthread_mutex_lock(&slot_lock);
    while (n_slots >= N_SLOTS)
        pthread_cond_wait(&slot_free, &slot_lock);
    n_slots++;
    pthread_mutex_unlock(&slot_lock);
}

static void slot_give(void)
{
    pthread_mutex_lock(&slot_lock);
    n_slots--;
    pthread_cond_signal(&slot_free);
    pthread_mutex_unlock(&slot_lock);
}

static void *slot_run(void *arg)
{
    run_task(*(int *)arg);
    free(arg);
    slot_give();
    return NULL;
}

int slot_start_ok(int what)
{
    pthread_t thread;
    int *arg = malloc(sizeof *arg);
    if (arg == NULL)
        return -1;
    *arg = what;
    slot_take();
    if (pthread_create(&thread, NULL, slot_run, arg) != 0) {
        slot_give();
        free(arg);
        return -1;
    }
    return pthread_detach(thread);
}

static pthread_mutex_t seat_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t seat_free = PTHREAD_COND_INITIALIZER;
static int n_seats = N_SLOTS;

static void seat_take(void)
{
    pthread_mutex_lock(&seat_lock);
    while (n_seats == 0)
        pthread_cond_wait(&seat_free, &seat_lock);
    n_seats--;
    pthread_mutex_unlock(&seat_lock);
}

static void seat_give(void)
{
    pthread_mutex_lock(&seat_lock);
    n_seats++;
    pthread_mutex_unlock(&seat_lock);
    pthread_cond_signal(&seat_free);
}

int visit_begin_ok(void)
{
    seat_take();
    int visit = make();
    if (visit < 0)
        seat_give();
    return visit;
}

void visit_end(int visit)
{
    run_task(visit);
    seat_give();
}
