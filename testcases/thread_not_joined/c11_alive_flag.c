/* C11: only those that are still alive are joined at the end. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <threads.h>

struct download {
    thrd_t thread;
    atomic_bool alive;
    int n_parts;
};

struct upload {
    thrd_t thread;
    atomic_bool alive;
    int n_parts;
};

static int download_run(void *arg)
{
    struct download *d = arg;
    for (int i = 0; i < d->n_parts; i++)
        thrd_yield();
    atomic_store(&d->alive, false);
    return 0;
}

static int upload_run(void *arg)
{
    struct upload *u = arg;
    for (int i = 0; i < 100; i++)
        thrd_yield();
    atomic_store(&u->alive, false);
    return 0;
}

/* The count of parts is a field: who knows who else changes it. */
int download_start_ok(struct download *d)
{
    atomic_store(&d->alive, true);
    return thrd_create(&d->thread, download_run, d) == thrd_success ? 0 : -1;
}

void download_stop(struct download *d)
{
    if (atomic_load(&d->alive))
        thrd_join(d->thread, NULL);
}

int upload_start_bad(struct upload *u)
{
    atomic_store(&u->alive, true);
    if (thrd_create(&u->thread, upload_run, u) != thrd_success) { // EXPECT: thread-not-joined
        atomic_store(&u->alive, false);
        return -1;
    }
    return 0;
}

static bool upload_is_alive(struct upload *u)
{
    return atomic_load(&u->alive);
}

void upload_stop(struct upload *u)
{
    if (!upload_is_alive(u))
        return;
    thrd_join(u->thread, NULL);
}
