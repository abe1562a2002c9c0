/* A machine that is asked to pause does so on two ways; on one of them it goes to sleep and tells nobody. */
#include <pthread.h>
#include <stdlib.h>

enum mood { PAUSED, BUSY, PAUSING, GONE };

struct loom {
    pthread_mutex_t lock;
    pthread_cond_t turn;
    enum mood mood;
};

struct forge {
    pthread_mutex_t lock;
    pthread_cond_t turn;
    enum mood mood;
};

static struct loom loom = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PAUSED};
static struct forge forge = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PAUSED};

static enum mood next_bad(void)
{
    enum mood mood;

    pthread_mutex_lock(&loom.lock);
    for (;;) {
        if (loom.mood == PAUSING)
            loom.mood = PAUSED;
        mood = loom.mood;
        if (mood != PAUSED)
            break;
        pthread_cond_wait(&loom.turn, &loom.lock);
    }
    pthread_mutex_unlock(&loom.lock);
    return mood;
}

static enum mood next_ok(void)
{
    enum mood mood;

    pthread_mutex_lock(&forge.lock);
    for (;;) {
        if (forge.mood == PAUSING) {
            forge.mood = PAUSED;
            pthread_cond_broadcast(&forge.turn);
        }
        mood = forge.mood;
        if (mood != PAUSED)
            break;
        pthread_cond_wait(&forge.turn, &forge.lock);
    }
    pthread_mutex_unlock(&forge.lock);
    return mood;
}

static void *weave_bad(void *unused)
{
    while (next_bad() != GONE) {
        pthread_mutex_lock(&loom.lock);
        if (loom.mood != GONE) {
            loom.mood = PAUSED;
            pthread_cond_broadcast(&loom.turn);
        }
        pthread_mutex_unlock(&loom.lock);
    }
    return unused;
}

static void *hammer_ok(void *unused)
{
    while (next_ok() != GONE) {
        pthread_mutex_lock(&forge.lock);
        if (forge.mood != GONE) {
            forge.mood = PAUSED;
            pthread_cond_broadcast(&forge.turn);
        }
        pthread_mutex_unlock(&forge.lock);
    }
    return unused;
}

static void set_bad(enum mood mood)
{
    pthread_mutex_lock(&loom.lock);
    loom.mood = mood;
    pthread_cond_broadcast(&loom.turn);
    pthread_mutex_unlock(&loom.lock);
}

static void pause_bad(void)
{
    set_bad(PAUSING);
    pthread_mutex_lock(&loom.lock);
    while (loom.mood != PAUSED)
        pthread_cond_wait(&loom.turn, &loom.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&loom.lock);
}

static void set_ok(enum mood mood)
{
    pthread_mutex_lock(&forge.lock);
    forge.mood = mood;
    pthread_cond_broadcast(&forge.turn);
    pthread_mutex_unlock(&forge.lock);
}

static void pause_ok(void)
{
    set_ok(PAUSING);
    pthread_mutex_lock(&forge.lock);
    while (forge.mood != PAUSED)
        pthread_cond_wait(&forge.turn, &forge.lock);
    pthread_mutex_unlock(&forge.lock);
}

int main(void)
{
    pthread_t weaver, smith;

    if (pthread_create(&weaver, NULL, weave_bad, NULL) != 0 ||
        pthread_create(&smith, NULL, hammer_ok, NULL) != 0)
        abort();
    set_bad(BUSY);
    set_ok(BUSY);
    pause_bad();
    pause_ok();
    set_bad(GONE);
    set_ok(GONE);
    pthread_join(weaver, NULL);
    pthread_join(smith, NULL);
    return 0;
}
