/* Parts are counted down, and the last one wakes who waits for all; but one that fails on its way there leaves
 * without that. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct tally {
    pthread_mutex_t lock;
    pthread_cond_t empty;
    int open;
    char *last;
};

struct score {
    pthread_mutex_t lock;
    pthread_cond_t empty;
    int open;
    char *last;
};

struct notes {
    pthread_mutex_t lock;
    pthread_cond_t empty;
    int open, asleep;
};

static struct tally tally = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, NULL};
static struct score score = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, NULL};
static struct notes notes = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};

static bool close_part_bad(const char *name)
{
    pthread_mutex_lock(&tally.lock);
    tally.open--;
    char *kept = strdup(name);
    if (!kept) {
        pthread_mutex_unlock(&tally.lock);
        return false;
    }
    free(tally.last);
    tally.last = kept;
    if (tally.open == 0)
        pthread_cond_signal(&tally.empty);
    pthread_mutex_unlock(&tally.lock);
    return true;
}

static bool close_part_ok(const char *name)
{
    pthread_mutex_lock(&score.lock);
    score.open--;
    char *kept = strdup(name);
    if (kept) {
        free(score.last);
        score.last = kept;
    }
    if (score.open == 0)
        pthread_cond_signal(&score.empty);
    pthread_mutex_unlock(&score.lock);
    return kept != NULL;
}

/* Whether somebody has to be woken is asked first. */
static void close_note_ok(void)
{
    pthread_mutex_lock(&notes.lock);
    notes.open--;
    if (notes.asleep > 0)
        pthread_cond_signal(&notes.empty);
    pthread_mutex_unlock(&notes.lock);
}

static void *work(void *name)
{
    close_part_bad(name);
    close_part_ok(name);
    close_note_ok();
    return NULL;
}

static void await_all_bad(void)
{
    pthread_mutex_lock(&tally.lock);
    while (tally.open > 0)
        pthread_cond_wait(&tally.empty, &tally.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&tally.lock);
}

static void await_all_ok(void)
{
    pthread_mutex_lock(&score.lock);
    while (score.open > 0)
        pthread_cond_wait(&score.empty, &score.lock);
    pthread_mutex_unlock(&score.lock);
    pthread_mutex_lock(&notes.lock);
    notes.asleep++;
    while (notes.open > 0)
        pthread_cond_wait(&notes.empty, &notes.lock);
    notes.asleep--;
    pthread_mutex_unlock(&notes.lock);
}

int main(int argc, char **argv)
{
    pthread_t threads[4];
    int n = argc < 4 ? argc : 4;

    tally.open = score.open = notes.open = n;
    for (int i = 0; i < n; i++)
        if (pthread_create(&threads[i], NULL, work, argv[i]) != 0)
            abort();
    await_all_bad();
    await_all_ok();
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    free(tally.last);
    free(score.last);
    return 0;
}
