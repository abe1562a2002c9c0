/* Barriers that are made for more threads than ever come; and for as many. */
#include <pthread.h>
#include <stdlib.h>

enum { N_WORKERS = 4, N_ROUNDS = 10, N_MOST = 16 };

void relax(int worker);

struct grid_bad {
    pthread_barrier_t start, end;
    pthread_t workers[N_WORKERS];
};

static void *work_bad(void *arg)
{
    struct grid_bad *grid = arg;

    for (int i = 0; i < N_ROUNDS; i++) {
        pthread_barrier_wait(&grid->start);
        relax(i);
        pthread_barrier_wait(&grid->end); // EXPECT: recv-no-sender
    }
    return NULL;
}

static void grid_run_bad(struct grid_bad *grid)
{
    pthread_barrier_init(&grid->start, NULL, N_WORKERS + 1);
    pthread_barrier_init(&grid->end, NULL, N_WORKERS + 2);
    for (int i = 0; i < N_WORKERS; i++)
        if (pthread_create(&grid->workers[i], NULL, work_bad, grid) != 0)
            abort();
    for (int i = 0; i < N_ROUNDS; i++) {
        pthread_barrier_wait(&grid->start);
        pthread_barrier_wait(&grid->end); // EXPECT: recv-no-sender
    }
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(grid->workers[i], NULL);
}

struct grid_ok {
    pthread_barrier_t start, end;
    pthread_t workers[N_WORKERS];
};

static void meet(pthread_barrier_t *barrier)
{
    pthread_barrier_wait(barrier);
}

static void *work_ok(void *arg)
{
    struct grid_ok *grid = arg;

    for (int i = 0; i < N_ROUNDS; i++) {
        meet(&grid->start);
        relax(i);
        meet(&grid->end);
    }
    return NULL;
}

static void grid_run_ok(struct grid_ok *grid)
{
    pthread_barrier_init(&grid->start, NULL, N_WORKERS + 1);
    pthread_barrier_init(&grid->end, NULL, N_WORKERS + 1);
    for (int i = 0; i < N_WORKERS; i++)
        if (pthread_create(&grid->workers[i], NULL, work_ok, grid) != 0)
            abort();
    for (int i = 0; i < N_ROUNDS; i++) {
        meet(&grid->start);
        meet(&grid->end);
    }
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(grid->workers[i], NULL);
}

/* How many come is said from outside. */
static pthread_barrier_t gate;

static void *pass_gate(void *unused)
{
    pthread_barrier_wait(&gate);
    return unused;
}

static void gate_run_ok(int n)
{
    pthread_t threads[N_MOST];

    pthread_barrier_init(&gate, NULL, 8);
    for (int i = 0; i < n; i++)
        if (pthread_create(&threads[i], NULL, pass_gate, NULL) != 0)
            abort();
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
}

int main(int argc, char **argv)
{
    static struct grid_bad bad;
    static struct grid_ok ok;

    if (argc > 1)
        gate_run_ok(atoi(argv[1]));
    grid_run_ok(&ok);
    grid_run_bad(&bad);
    return 0;
}
