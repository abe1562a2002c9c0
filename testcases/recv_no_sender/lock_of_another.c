/* Whoever pays takes the lock of the own account and tells the other one, which may well be waiting under the lock of its
 * own. The bad one is told by somebody who needs the lock of the very account that waits. */
#include <pthread.h>
#include <semaphore.h>

struct account {
    pthread_mutex_t lock;
    sem_t paid;
    long balance;
    struct account *partner;
};

static struct account giver, taker;

static void pay(struct account *own, long amount)
{
    pthread_mutex_lock(&own->lock);
    own->balance -= amount;
    pthread_mutex_unlock(&own->lock);
    sem_post(&own->partner->paid);
}

static void settle_ok(struct account *own)
{
    pthread_mutex_lock(&own->lock);
    sem_wait(&own->paid);
    own->balance = 0;
    pthread_mutex_unlock(&own->lock);
}

static void *give(void *arg)
{
    pay(&giver, 5);
    return arg;
}

static void *take(void *arg)
{
    settle_ok(&taker);
    return arg;
}

struct purse {
    pthread_mutex_t lock;
    sem_t filled;
    long coins;
};

static struct purse purse;

static void *fill(void *arg)
{
    struct purse *own = arg;
    pthread_mutex_lock(&own->lock);
    own->coins += 5;
    sem_post(&own->filled);
    pthread_mutex_unlock(&own->lock);
    return NULL;
}

static long empty_bad(struct purse *own)
{
    pthread_mutex_lock(&own->lock);
    sem_wait(&own->filled); // EXPECT: recv-no-sender
    long coins = own->coins;
    own->coins = 0;
    pthread_mutex_unlock(&own->lock);
    return coins;
}

int main(void)
{
    pthread_t givers, takers, fillers;

    giver.partner = &taker;
    taker.partner = &giver;
    pthread_mutex_init(&giver.lock, NULL);
    pthread_mutex_init(&taker.lock, NULL);
    pthread_mutex_init(&purse.lock, NULL);
    if (sem_init(&giver.paid, 0, 0) != 0 || sem_init(&taker.paid, 0, 0) != 0 ||
        sem_init(&purse.filled, 0, 0) != 0)
        return 1;
    if (pthread_create(&givers, NULL, give, NULL) != 0)
        return 1;
    if (pthread_create(&takers, NULL, take, NULL) == 0)
        pthread_join(takers, NULL);
    pthread_join(givers, NULL);
    if (pthread_create(&fillers, NULL, fill, &purse) != 0)
        return 1;
    long coins = empty_bad(&purse);
    pthread_join(fillers, NULL);
    return coins != 5;
}
