/* The end is made known without the lock of those who wait; that it is taken later on does not help them. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct press {
    pthread_mutex_t lock;
    pthread_cond_t sheets, quiet;
    int sheet_count, printers;
    bool closed;
};

static struct press late = {
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, false};

struct mill {
    pthread_mutex_t lock;
    pthread_cond_t grain, quiet;
    int sacks, millers;
    bool closed;
};

static struct mill twice = {
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, false};

static void *print_bad(void *unused)
{
    pthread_mutex_lock(&late.lock);
    while (!late.closed) {
        if (late.sheet_count > 0)
            late.sheet_count--;
        else
            pthread_cond_wait(&late.sheets, &late.lock); // EXPECT: recv-no-sender
    }
    late.printers--;
    pthread_cond_signal(&late.quiet);
    pthread_mutex_unlock(&late.lock);
    return unused;
}

static void close_press_bad(void)
{
    late.closed = true;
    pthread_cond_broadcast(&late.sheets);
    pthread_mutex_lock(&late.lock);
    while (late.printers > 0)
        pthread_cond_wait(&late.quiet, &late.lock);
    pthread_mutex_unlock(&late.lock);
}

static void *grind_ok(void *unused)
{
    pthread_mutex_lock(&twice.lock);
    while (!twice.closed) {
        if (twice.sacks > 0)
            twice.sacks--;
        else
            pthread_cond_wait(&twice.grain, &twice.lock);
    }
    twice.millers--;
    pthread_cond_signal(&twice.quiet);
    pthread_mutex_unlock(&twice.lock);
    return unused;
}

/* Wakes early, and once more when nobody can be between his look and his wait. */
static void close_mill_ok(void)
{
    twice.closed = true;
    pthread_cond_broadcast(&twice.grain);
    pthread_mutex_lock(&twice.lock);
    pthread_cond_broadcast(&twice.grain);
    while (twice.millers > 0)
        pthread_cond_wait(&twice.quiet, &twice.lock);
    pthread_mutex_unlock(&twice.lock);
}

int main(void)
{
    pthread_t printer, miller;

    late.printers = twice.millers = 1;
    if (pthread_create(&printer, NULL, print_bad, NULL) != 0 ||
        pthread_create(&miller, NULL, grind_ok, NULL) != 0)
        abort();
    close_press_bad();
    close_mill_ok();
    pthread_join(printer, NULL);
    pthread_join(miller, NULL);
    return 0;
}
