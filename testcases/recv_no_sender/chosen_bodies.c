/* One call starts one of two bodies, by the number of the thread: both run several times. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { BERTHS = 6, CREWS = 8 };

struct dock {
    pthread_mutex_t lock;
    pthread_cond_t changed, freed;
    int crates;
};

static struct dock dock_bad = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
                               PTHREAD_COND_INITIALIZER, 0};
static struct dock dock_ok = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
                              PTHREAD_COND_INITIALIZER, 0};

static void *load_bad(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&dock_bad.lock);
        while (dock_bad.crates == BERTHS)
            pthread_cond_wait(&dock_bad.changed, &dock_bad.lock); // EXPECT: recv-no-sender
        dock_bad.crates++;
        pthread_cond_signal(&dock_bad.changed);
        pthread_mutex_unlock(&dock_bad.lock);
    }
    return unused;
}

static void *unload_bad(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&dock_bad.lock);
        while (dock_bad.crates == 0)
            pthread_cond_wait(&dock_bad.changed, &dock_bad.lock); // EXPECT: recv-no-sender
        dock_bad.crates--;
        pthread_cond_signal(&dock_bad.changed);
        pthread_mutex_unlock(&dock_bad.lock);
    }
    return unused;
}

/* Two conditions, one for each kind. */
static void *load_ok(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&dock_ok.lock);
        while (dock_ok.crates == BERTHS)
            pthread_cond_wait(&dock_ok.freed, &dock_ok.lock);
        dock_ok.crates++;
        pthread_cond_signal(&dock_ok.changed);
        pthread_mutex_unlock(&dock_ok.lock);
    }
    return unused;
}

static void *unload_ok(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&dock_ok.lock);
        while (dock_ok.crates == 0)
            pthread_cond_wait(&dock_ok.changed, &dock_ok.lock);
        dock_ok.crates--;
        pthread_cond_signal(&dock_ok.freed);
        pthread_mutex_unlock(&dock_ok.lock);
    }
    return unused;
}

static void run(bool well)
{
    pthread_t crew[CREWS];
    for (int i = 0; i < CREWS; i++) {
        int rc = well ? pthread_create(&crew[i], NULL, i % 2 ? load_ok : unload_ok, NULL)
                      : pthread_create(&crew[i], NULL, i % 2 ? load_bad : unload_bad, NULL);
        if (rc != 0)
            abort();
    }
    for (int i = 0; i < CREWS; i++)
        pthread_join(crew[i], NULL);
}

int main(int argc, char **argv)
{
    (void)argv;
    run(argc > 1);
    return 0;
}
