/* One request, and as many answers as it has parts, which may be none: the one who asks counts them. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

static sem_t begin, part_done, all_done;
static unsigned n_parts;
static bool leaves;

unsigned plan(void);
void make_part(unsigned part);

static void *make_parts(void *arg)
{
    for (;;) {
        sem_wait(&begin);
        if (leaves)
            break;
        for (unsigned i = 0; i < n_parts; i++) {
            make_part(i);
            sem_post(&part_done);
        }
        sem_post(&all_done);
    }
    return arg;
}

int main(void)
{
    pthread_t maker;
    sem_init(&begin, 0, 0);
    sem_init(&part_done, 0, 0);
    sem_init(&all_done, 0, 0);
    if (pthread_create(&maker, NULL, make_parts, NULL) != 0)
        return 1;
    while ((n_parts = plan()) < 100) {
        sem_post(&begin);
        for (unsigned done = 0; done < n_parts; done++)
            sem_wait(&part_done);
        sem_wait(&all_done);
    }
    leaves = true;
    sem_post(&begin);
    pthread_join(maker, NULL);
    return 0;
}
