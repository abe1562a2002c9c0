/* Threads wait for each other at a barrier; one that cannot go on has to end the process, or to come there all the same. */
#include <pthread.h>
#include <stdlib.h>
#include <stdio.h>

#define THREADS 4
struct gate {
    pthread_mutex_t m;
    pthread_cond_t c;
    int need, here;
    unsigned round;
};
static struct gate gate = {
    .m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER, .need = THREADS};
static double *parts[THREADS];

static void gate_pass(struct gate *g)
{
    pthread_mutex_lock(&g->m);
    unsigned round = g->round;
    if (++g->here == g->need) {
        g->here = 0;
        g->round++;
        pthread_cond_broadcast(&g->c);
    } else {
        while (round == g->round)
            pthread_cond_wait(&g->c, &g->m); // EXPECT: recv-no-sender
    }
    pthread_mutex_unlock(&g->m);
}

static void *step(void *arg)
{
    int me = *(int *)arg;
    double *grid = malloc(1024 * sizeof *grid);
    if (!grid) {
        fprintf(stderr, "%d: no memory\n", me);
        return NULL;
    }
    for (int i = 0; i < 1024; i++)
        grid[i] = me * i;
    parts[me] = grid;
    gate_pass(&gate);
    double sum = grid[0] + parts[(me + 1) % THREADS][0];
    gate_pass(&gate);
    printf("%f\n", sum);
    free(grid);
    return NULL;
}

int main(void)
{
    pthread_t t[THREADS];
    int ids[THREADS];
    for (int i = 0; i < THREADS; i++) {
        ids[i] = i;
        if (pthread_create(&t[i], NULL, step, &ids[i]) != 0)
            exit(1);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    return 0;
}
