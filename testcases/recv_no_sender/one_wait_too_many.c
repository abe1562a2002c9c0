/* As many waits as threads that post, and one more; where the semaphore begins with one, that is
 * right. */
#include <pthread.h>
#include <semaphore.h>

enum { N_TILES = 8 };

void render_tile(void);

static sem_t rendered;
static sem_t painted;
static sem_t slots;

static void *render_run(void *arg)
{
    render_tile();
    sem_post(&rendered);
    return arg;
}

static void *paint_run(void *arg)
{
    render_tile();
    sem_post(&painted);
    return arg;
}

static void *slot_run(void *arg)
{
    render_tile();
    sem_post(&slots);
    return arg;
}

static int start(void *(*run)(void *))
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, run, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}

int render_bad(void)
{
    sem_init(&rendered, 0, 0);
    for (int i = 0; i < N_TILES; i++)
        if (start(render_run) != 0)
            return -1;
    for (int i = 0; i <= N_TILES; i++)
        sem_wait(&rendered); // MISS: recv-no-sender
    sem_destroy(&rendered);
    return 0;
}

int paint_ok(void)
{
    sem_init(&painted, 0, 0);
    for (int i = 0; i < N_TILES; i++)
        if (start(paint_run) != 0)
            return -1;
    for (int i = 0; i < N_TILES; i++)
        sem_wait(&painted);
    sem_destroy(&painted);
    return 0;
}

int slots_ok(void)
{
    sem_init(&slots, 0, 1);
    for (int i = 0; i < N_TILES; i++)
        if (start(slot_run) != 0)
            return -1;
    for (int i = 0; i <= N_TILES; i++)
        sem_wait(&slots);
    sem_destroy(&slots);
    return 0;
}
