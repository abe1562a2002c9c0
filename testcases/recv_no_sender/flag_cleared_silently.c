/* While one thread moves the volume, the others wait until its flag is cleared. It is cleared under the lock, and
 * nobody is told; the condition is signalled for something else only. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

void move_blocks(void);

struct volume {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool ready, moving;
    int moves;
};

struct bucket {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool ready, moving;
    int moves;
};

struct crate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool ready, moving;
    int moves;
};

static struct volume volume = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .changed = PTHREAD_COND_INITIALIZER};
static struct bucket bucket = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .changed = PTHREAD_COND_INITIALIZER};
static struct crate crate = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .changed = PTHREAD_COND_INITIALIZER};

static void volume_enter(void)
{
    pthread_mutex_lock(&volume.lock);
    while (!volume.ready)
        pthread_cond_wait(&volume.changed, &volume.lock);
    while (volume.moving)
        pthread_cond_wait(&volume.changed, &volume.lock); // EXPECT: recv-no-sender
}

static void volume_move_bad(void)
{
    volume.moving = true;
    pthread_mutex_unlock(&volume.lock);
    move_blocks();
    pthread_mutex_lock(&volume.lock);
    volume.moving = false;
}

static void bucket_enter(void)
{
    pthread_mutex_lock(&bucket.lock);
    while (!bucket.ready)
        pthread_cond_wait(&bucket.changed, &bucket.lock);
    while (bucket.moving)
        pthread_cond_wait(&bucket.changed, &bucket.lock);
}

static void bucket_move_ok(void)
{
    bucket.moving = true;
    pthread_mutex_unlock(&bucket.lock);
    move_blocks();
    pthread_mutex_lock(&bucket.lock);
    bucket.moving = false;
}

static void crate_enter(void)
{
    pthread_mutex_lock(&crate.lock);
    while (!crate.ready)
        pthread_cond_wait(&crate.changed, &crate.lock);
    while (crate.moving)
        pthread_cond_wait(&crate.changed, &crate.lock);
}

/* Nobody sees the flag: the lock is held all the time. */
static void crate_move_ok(void)
{
    crate.moving = true;
    crate.moves += 2;
    crate.moving = false;
}

static void *use(void *unused)
{
    volume_enter();
    if (volume.moves++ % 100 == 0)
        volume_move_bad();
    pthread_mutex_unlock(&volume.lock);
    bucket_enter();
    if (bucket.moves++ % 100 == 0) {
        bucket_move_ok();
        pthread_cond_broadcast(&bucket.changed);
    }
    pthread_mutex_unlock(&bucket.lock);
    crate_enter();
    crate_move_ok();
    pthread_mutex_unlock(&crate.lock);
    return unused;
}

int main(void)
{
    pthread_t users[2];

    for (int i = 0; i < 2; i++)
        if (pthread_create(&users[i], NULL, use, NULL) != 0)
            abort();
    pthread_mutex_lock(&volume.lock);
    volume.ready = true;
    pthread_cond_broadcast(&volume.changed);
    pthread_mutex_unlock(&volume.lock);
    pthread_mutex_lock(&bucket.lock);
    bucket.ready = true;
    pthread_cond_broadcast(&bucket.changed);
    pthread_mutex_unlock(&bucket.lock);
    pthread_mutex_lock(&crate.lock);
    crate.ready = true;
    pthread_cond_broadcast(&crate.changed);
    pthread_mutex_unlock(&crate.lock);
    for (int i = 0; i < 2; i++)
        pthread_join(users[i], NULL);
    return 0;
}
