/* Whoever ends a set of threads does nothing where that was done before; whoever makes one and fails ends it, too, and it was
 * not ended before. The twin only frees it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 4 };

struct team {
    pthread_t threads[THREADS];
    int started;
    int ended;
};

static void *team_run(void *arg)
{
    struct team *team = arg;

    while (!__atomic_load_n(&team->ended, __ATOMIC_ACQUIRE))
        usleep(1000);
    return NULL;
}

int team_end(struct team *team)
{
    if (__atomic_exchange_n(&team->ended, 1, __ATOMIC_ACQ_REL))
        return -1;
    for (int i = 0; i < team->started; i++)
        pthread_join(team->threads[i], NULL);
    free(team);
    return 0;
}

struct team *team_begin_ok(void)
{
    struct team *team = calloc(1, sizeof(*team));

    for (int i = 0; team && i < THREADS; i++) {
        if (pthread_create(&team->threads[i], NULL, team_run, team) != 0) {
            team_end(team);
            return NULL;
        }
        team->started++;
    }
    return team;
}

struct watch {
    pthread_t threads[THREADS];
    int started;
    int down;
};

static void *watch_run(void *arg)
{
    struct watch *watch = arg;

    while (!watch->down)
        usleep(1000);
    return NULL;
}

int watch_end(struct watch *watch)
{
    if (watch->down)
        return -1;
    watch->down = 1;
    for (int i = 0; i < watch->started; i++)
        pthread_join(watch->threads[i], NULL);
    free(watch);
    return 0;
}

struct watch *watch_begin_ok(void)
{
    struct watch *watch = calloc(1, sizeof(*watch));

    for (int i = 0; watch && i < THREADS; i++) {
        if (pthread_create(&watch->threads[i], NULL, watch_run, watch) != 0) {
            watch_end(watch);
            return NULL;
        }
        watch->started++;
    }
    return watch;
}

struct guard {
    pthread_t threads[THREADS];
    int started;
    int down;
};

static void *guard_run(void *arg)
{
    struct guard *guard = arg;

    while (!guard->down)
        usleep(1000);
    return NULL;
}

int guard_end(struct guard *guard)
{
    if (guard->down)
        return -1;
    guard->down = 1;
    for (int i = 0; i < guard->started; i++)
        pthread_join(guard->threads[i], NULL);
    free(guard);
    return 0;
}

struct guard *guard_begin_bad(void)
{
    struct guard *guard = calloc(1, sizeof(*guard));

    for (int i = 0; guard && i < THREADS; i++) {
        pthread_t *thread = &guard->threads[i];
        if (pthread_create(thread, NULL, guard_run, guard) != 0) { // EXPECT: thread-not-joined
            free(guard);
            return NULL;
        }
        guard->started++;
    }
    return guard;
}
