/* One waits for enough, the other for a stage, both on the one condition; how far a store gets is up to its
 * caller. A signal wakes one of the two, and that may be the wrong one. */
#include <pthread.h>
#include <stdlib.h>

struct tank {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    long litres;
    int stage;
};

struct vat {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    long litres;
    int stage;
};

static struct tank tank = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
static struct vat vat = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};

static void pour_bad(long litres)
{
    pthread_mutex_lock(&tank.lock);
    tank.litres += litres;
    pthread_cond_signal(&tank.moved);
    pthread_mutex_unlock(&tank.lock);
}

static void advance_bad(int stage)
{
    pthread_mutex_lock(&tank.lock);
    tank.stage = stage;
    pthread_cond_signal(&tank.moved);
    pthread_mutex_unlock(&tank.lock);
}

static void *drink_bad(void *unused)
{
    pthread_mutex_lock(&tank.lock);
    while (tank.litres < 40)
        pthread_cond_wait(&tank.moved, &tank.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&tank.lock);
    return unused;
}

static void *seal_bad(void *unused)
{
    pthread_mutex_lock(&tank.lock);
    while (tank.stage < 3)
        pthread_cond_wait(&tank.moved, &tank.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&tank.lock);
    return unused;
}

static void pour_ok(long litres)
{
    pthread_mutex_lock(&vat.lock);
    vat.litres += litres;
    pthread_cond_broadcast(&vat.moved);
    pthread_mutex_unlock(&vat.lock);
}

static void advance_ok(int stage)
{
    pthread_mutex_lock(&vat.lock);
    vat.stage = stage;
    pthread_cond_broadcast(&vat.moved);
    pthread_mutex_unlock(&vat.lock);
}

static void *drink_ok(void *unused)
{
    pthread_mutex_lock(&vat.lock);
    while (vat.litres < 40)
        pthread_cond_wait(&vat.moved, &vat.lock);
    pthread_mutex_unlock(&vat.lock);
    return unused;
}

static void *seal_ok(void *unused)
{
    pthread_mutex_lock(&vat.lock);
    while (vat.stage < 3)
        pthread_cond_wait(&vat.moved, &vat.lock);
    pthread_mutex_unlock(&vat.lock);
    return unused;
}

int main(void)
{
    pthread_t threads[4];

    if (pthread_create(&threads[0], NULL, drink_bad, NULL) != 0 ||
        pthread_create(&threads[1], NULL, seal_bad, NULL) != 0 ||
        pthread_create(&threads[2], NULL, drink_ok, NULL) != 0 ||
        pthread_create(&threads[3], NULL, seal_ok, NULL) != 0)
        abort();
    pour_bad(50);
    advance_bad(3);
    pour_ok(50);
    advance_ok(3);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
