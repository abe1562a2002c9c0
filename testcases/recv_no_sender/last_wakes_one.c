/* Several servers wait until no worker runs any more, which is then so for all of them. The last worker wakes one. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { WORKERS = 4, SERVERS = 2 };

void serve(void);

static pthread_mutex_t bad_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bad_idle = PTHREAD_COND_INITIALIZER;
static int bad_running;

static pthread_mutex_t good_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t good_idle = PTHREAD_COND_INITIALIZER;
static int good_running;

static pthread_mutex_t chain_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t chain_idle = PTHREAD_COND_INITIALIZER;
static int chain_running;

static pthread_mutex_t slot_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t slot_left = PTHREAD_COND_INITIALIZER;
static int slots_taken;

static void *work(void *unused)
{
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&bad_lock);
        bad_running++;
        pthread_mutex_unlock(&bad_lock);
        serve();
        pthread_mutex_lock(&bad_lock);
        bad_running--;
        pthread_cond_signal(&bad_idle);
        pthread_mutex_unlock(&bad_lock);

        pthread_mutex_lock(&good_lock);
        good_running++;
        pthread_mutex_unlock(&good_lock);
        serve();
        pthread_mutex_lock(&good_lock);
        good_running--;
        pthread_cond_broadcast(&good_idle);
        pthread_mutex_unlock(&good_lock);

        pthread_mutex_lock(&chain_lock);
        chain_running++;
        pthread_mutex_unlock(&chain_lock);
        serve();
        pthread_mutex_lock(&chain_lock);
        chain_running--;
        pthread_cond_signal(&chain_idle);
        pthread_mutex_unlock(&chain_lock);

        pthread_mutex_lock(&slot_lock);
        slots_taken--;
        pthread_cond_signal(&slot_left);
        pthread_mutex_unlock(&slot_lock);
    }
    return unused;
}

static void *wait_bad(void *unused)
{
    pthread_mutex_lock(&bad_lock);
    while (bad_running > 0)
        pthread_cond_wait(&bad_idle, &bad_lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&bad_lock);
    return unused;
}

static void *wait_ok(void *unused)
{
    pthread_mutex_lock(&good_lock);
    while (good_running > 0)
        pthread_cond_wait(&good_idle, &good_lock);
    pthread_mutex_unlock(&good_lock);
    return unused;
}

/* Who is woken wakes the next. */
static void *wait_in_chain_ok(void *unused)
{
    pthread_mutex_lock(&chain_lock);
    while (chain_running > 0)
        pthread_cond_wait(&chain_idle, &chain_lock);
    pthread_cond_signal(&chain_idle);
    pthread_mutex_unlock(&chain_lock);
    return unused;
}

/* Who is woken uses up what was left. */
static void *take_slot_ok(void *unused)
{
    pthread_mutex_lock(&slot_lock);
    while (slots_taken > 3)
        pthread_cond_wait(&slot_left, &slot_lock);
    slots_taken++;
    pthread_mutex_unlock(&slot_lock);
    return unused;
}

int main(void)
{
    pthread_t workers[WORKERS], servers[SERVERS][4];

    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&workers[i], NULL, work, NULL) != 0)
            abort();
    for (int i = 0; i < SERVERS; i++)
        if (pthread_create(&servers[i][0], NULL, wait_bad, NULL) != 0 ||
            pthread_create(&servers[i][1], NULL, wait_ok, NULL) != 0 ||
            pthread_create(&servers[i][2], NULL, wait_in_chain_ok, NULL) != 0 ||
            pthread_create(&servers[i][3], NULL, take_slot_ok, NULL) != 0)
            abort();
    for (int i = 0; i < SERVERS; i++)
        for (int k = 0; k < 4; k++)
            pthread_join(servers[i][k], NULL);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(workers[i], NULL);
    return 0;
}
