/* Several threads count down, the last one signals: the others return and have had their say. A flag for which
 * several wait, and each that was woken wakes the next. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

void work(void);

struct round {
    pthread_mutex_t lock;
    pthread_cond_t over;
    int n_left;
};

static void *round_run(void *arg)
{
    struct round *round = arg;
    work();
    pthread_mutex_lock(&round->lock);
    if (--round->n_left == 0)
        pthread_cond_signal(&round->over);
    pthread_mutex_unlock(&round->lock);
    return NULL;
}

/* A thread that could not be created is counted by the one who will wait. */
void round_ok(int n)
{
    struct round round = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, n};
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, round_run, &round) == 0) {
            pthread_detach(thread);
        } else {
            pthread_mutex_lock(&round.lock);
            round.n_left--;
            pthread_mutex_unlock(&round.lock);
        }
    }
    pthread_mutex_lock(&round.lock);
    while (round.n_left > 0)
        pthread_cond_wait(&round.over, &round.lock);
    pthread_mutex_unlock(&round.lock);
}

static struct {
    pthread_mutex_t lock;
    pthread_cond_t opened;
    bool open;
} shop = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};

static void *shopper_run(void *arg)
{
    pthread_mutex_lock(&shop.lock);
    while (!shop.open)
        pthread_cond_wait(&shop.opened, &shop.lock);
    pthread_cond_signal(&shop.opened);
    pthread_mutex_unlock(&shop.lock);
    work();
    return arg;
}

int shoppers_start(int n)
{
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, shopper_run, NULL) != 0)
            return -1;
        pthread_detach(thread);
    }
    return 0;
}

void shop_open_ok(void)
{
    pthread_mutex_lock(&shop.lock);
    shop.open = true;
    pthread_cond_signal(&shop.opened);
    pthread_mutex_unlock(&shop.lock);
}
