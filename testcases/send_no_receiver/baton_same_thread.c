/* A baton is handed over: who passes it waits until it was taken, and takes it himself only later. */
#include <stdbool.h>
#include <stddef.h>
#include <threads.h>

struct baton {
    mtx_t lock;
    cnd_t moved;
    void *load;
    bool full;
};

void *build(int number);
int use(void *load);

static int baton_init(struct baton *b)
{
    b->load = NULL;
    b->full = false;
    if (mtx_init(&b->lock, mtx_plain) != thrd_success)
        return -1;
    return cnd_init(&b->moved) == thrd_success ? 0 : -1;
}

static void baton_pass(struct baton *b, void *load)
{
    mtx_lock(&b->lock);
    b->load = load;
    b->full = true;
    cnd_broadcast(&b->moved);
    while (b->full)
        cnd_wait(&b->moved, &b->lock);
    mtx_unlock(&b->lock);
}

/* Leaves it there and goes on. */
static void baton_drop(struct baton *b, void *load)
{
    mtx_lock(&b->lock);
    b->load = load;
    b->full = true;
    cnd_broadcast(&b->moved);
    mtx_unlock(&b->lock);
}

static void *baton_take(struct baton *b)
{
    mtx_lock(&b->lock);
    while (!b->full)
        cnd_wait(&b->moved, &b->lock);
    void *load = b->load;
    b->full = false;
    cnd_broadcast(&b->moved);
    mtx_unlock(&b->lock);
    return load;
}

int relay_bad(int number)
{
    struct baton baton;
    if (baton_init(&baton) != 0)
        return -1;
    baton_pass(&baton, build(number)); // MISS: send-no-receiver
    return use(baton_take(&baton));
}

int relay_dropped_ok(int number)
{
    struct baton baton;
    if (baton_init(&baton) != 0)
        return -1;
    baton_drop(&baton, build(number));
    return use(baton_take(&baton));
}

static int take_and_use(void *arg)
{
    return use(baton_take(arg));
}

int relay_threaded_ok(int number)
{
    struct baton baton;
    thrd_t runner;
    int result = -1;
    if (baton_init(&baton) != 0 || thrd_create(&runner, take_and_use, &baton) != thrd_success)
        return -1;
    baton_pass(&baton, build(number));
    thrd_join(runner, &result);
    return result;
}
