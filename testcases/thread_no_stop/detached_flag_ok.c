/* A detached flusher, started once from main, which sets its stop flag at the end. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

int serve_requests(void);

static atomic_bool shutting_down;

static void *flush_run(void *arg)
{
    FILE *journal = arg;
    while (!atomic_load_explicit(&shutting_down, memory_order_acquire)) {
        sleep(5);
        fflush(journal);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t flusher;
    FILE *journal = fopen(argc > 1 ? argv[1] : "journal", "a");
    if (journal == NULL)
        return 1;
    if (pthread_create(&flusher, NULL, flush_run, journal) != 0)
        return 1;
    pthread_detach(flusher);
    int rc = serve_requests();
    atomic_store_explicit(&shutting_down, true, memory_order_release);
    fprintf(journal, "stopped: %d\n", rc);
    return rc;
}
