/* A latch that is opened by a setter which wakes through a helper. The bad one waits for the thread's end before
 * it opens the latch. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct latch {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_open;
};

static struct latch harvest = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};
static struct latch frost = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};

static void tell(struct latch *latch)
{
    pthread_cond_broadcast(&latch->changed);
}

static void harvest_open(void)
{
    pthread_mutex_lock(&harvest.lock);
    harvest.is_open = true;
    tell(&harvest);
    pthread_mutex_unlock(&harvest.lock);
}

static void *pick(void *arg)
{
    pthread_mutex_lock(&harvest.lock);
    while (!harvest.is_open)
        pthread_cond_wait(&harvest.changed, &harvest.lock);
    pthread_mutex_unlock(&harvest.lock);
    puts("picking");
    return arg;
}

int harvest_ok(void)
{
    pthread_t picker;
    if (pthread_create(&picker, NULL, pick, NULL) != 0)
        return -1;
    harvest_open();
    return pthread_join(picker, NULL);
}

static void frost_open(void)
{
    pthread_mutex_lock(&frost.lock);
    frost.is_open = true;
    tell(&frost);
    pthread_mutex_unlock(&frost.lock);
}

static void *cover(void *arg)
{
    pthread_mutex_lock(&frost.lock);
    while (!frost.is_open)
        pthread_cond_wait(&frost.changed, &frost.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&frost.lock);
    puts("covering");
    return arg;
}

int frost_bad(void)
{
    pthread_t coverer;
    if (pthread_create(&coverer, NULL, cover, NULL) != 0)
        return -1;
    int rc = pthread_join(coverer, NULL);
    frost_open();
    return rc;
}

int main(void)
{
    return harvest_ok() || frost_bad();
}
