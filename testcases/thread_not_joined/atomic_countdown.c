/* A counter of running threads that starts with their number; each thread counts it down. That it is 0 in the end
 * does not say that there were none. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int n_running;

static void *work(void *arg)
{
    __atomic_fetch_sub(&n_running, 1, __ATOMIC_SEQ_CST);
    return arg;
}

static void measure_ok(int n)
{
    pthread_t ids[64];

    __atomic_store_n(&n_running, n, __ATOMIC_SEQ_CST);
    for (int i = 0; i < n; i++)
        if (pthread_create(&ids[i], NULL, work, NULL) != 0)
            exit(1);
    for (;;) {
        usleep(1000);
        if (__atomic_load_n(&n_running, __ATOMIC_SEQ_CST) == 0)
            break;
    }
    for (int i = 0; i < n; i++)
        pthread_join(ids[i], NULL);
}

/* Once all have counted down it takes them for gone. */
static void measure_bad(int n)
{
    pthread_t ids[64];

    __atomic_store_n(&n_running, n, __ATOMIC_SEQ_CST);
    for (int i = 0; i < n; i++)
        if (pthread_create(&ids[i], NULL, work, NULL) != 0) // EXPECT: thread-not-joined
            exit(1);
    for (;;) {
        usleep(1000);
        if (__atomic_load_n(&n_running, __ATOMIC_SEQ_CST) == 0)
            return;
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    measure_ok(argc);
    measure_bad(argc);
    return 0;
}
