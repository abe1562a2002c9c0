/* A barrier of our own, used round after round: who comes last opens it for all the others. */
#include <pthread.h>
#include <stddef.h>

enum { N_CELLS = 6, N_ROUNDS = 50 };

struct barrier {
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    unsigned n_expected, n_arrived, round;
};

void step(int cell, int round);

static struct barrier grid = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, N_CELLS, 0, 0};
static struct barrier mesh = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, N_CELLS, 0, 0};

static void *grid_cell(void *arg)
{
    for (int i = 0; i < N_ROUNDS; i++) {
        step(*(int *)arg, i);
        pthread_mutex_lock(&grid.mutex);
        unsigned round = grid.round;
        if (++grid.n_arrived == grid.n_expected) {
            grid.n_arrived = 0;
            grid.round++;
            pthread_cond_signal(&grid.opened);
        }
        while (round == grid.round)
            pthread_cond_wait(&grid.opened, &grid.mutex); // EXPECT: recv-no-sender
        pthread_mutex_unlock(&grid.mutex);
    }
    return NULL;
}

static void *mesh_cell(void *arg)
{
    for (int i = 0; i < N_ROUNDS; i++) {
        step(*(int *)arg, i);
        pthread_mutex_lock(&mesh.mutex);
        unsigned round = mesh.round;
        if (++mesh.n_arrived == mesh.n_expected) {
            mesh.n_arrived = 0;
            mesh.round++;
            pthread_cond_broadcast(&mesh.opened);
        }
        while (round == mesh.round)
            pthread_cond_wait(&mesh.opened, &mesh.mutex);
        pthread_mutex_unlock(&mesh.mutex);
    }
    return NULL;
}

/* The threads that could not be created are not waited for. */
static void expect_fewer(struct barrier *barrier)
{
    pthread_mutex_lock(&barrier->mutex);
    barrier->n_expected--;
    if (barrier->n_expected > 0 && barrier->n_arrived == barrier->n_expected) {
        barrier->n_arrived = 0;
        barrier->round++;
        pthread_cond_broadcast(&barrier->opened);
    }
    pthread_mutex_unlock(&barrier->mutex);
}

void grid_run_bad(void)
{
    static int cells[N_CELLS];
    for (int i = 0; i < N_CELLS; i++) {
        pthread_t thread;
        cells[i] = i;
        if (pthread_create(&thread, NULL, grid_cell, &cells[i]) == 0)
            pthread_detach(thread);
        else
            expect_fewer(&grid);
    }
}

void mesh_run_ok(void)
{
    static int cells[N_CELLS];
    for (int i = 0; i < N_CELLS; i++) {
        pthread_t thread;
        cells[i] = i;
        if (pthread_create(&thread, NULL, mesh_cell, &cells[i]) == 0)
            pthread_detach(thread);
        else
            expect_fewer(&mesh);
    }
}
