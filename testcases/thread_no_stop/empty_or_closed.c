/* The loop's head lets a thread in while there is something to write, or while nothing is closed; it waits where there is
 * nothing, and so has seen that nothing is closed. The twin is let in by a number that says nothing of that. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { LINES = 32 };

void line_write(const char *line);

struct journal {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    const char *lines[LINES];
    int first, count;
    bool closed;
    int level;
    pthread_t thread;
};

static const char *take(struct journal *journal)
{
    const char *line = journal->lines[journal->first];

    journal->first = (journal->first + 1) % LINES;
    journal->count--;
    return line;
}

static void *journal_run_ok(void *arg)
{
    struct journal *journal = arg;

    pthread_mutex_lock(&journal->lock);
    while (journal->count > 0 || !journal->closed) {
        if (journal->count == 0) {
            pthread_cond_wait(&journal->filled, &journal->lock);
            continue;
        }
        const char *line = take(journal);
        pthread_mutex_unlock(&journal->lock);
        line_write(line);
        pthread_mutex_lock(&journal->lock);
    }
    pthread_mutex_unlock(&journal->lock);
    return NULL;
}

static void *journal_run_bad(void *arg)
{
    struct journal *journal = arg;

    pthread_mutex_lock(&journal->lock);
    while (journal->level > 0 || !journal->closed) {
        if (journal->count == 0) {
            pthread_cond_wait(&journal->filled, &journal->lock);
            continue;
        }
        const char *line = take(journal);
        pthread_mutex_unlock(&journal->lock);
        line_write(line);
        pthread_mutex_lock(&journal->lock);
    }
    pthread_mutex_unlock(&journal->lock);
    return NULL;
}

bool journal_open_ok(struct journal *journal)
{
    return pthread_create(&journal->thread, NULL, journal_run_ok, journal) == 0;
}

bool journal_open_bad(struct journal *journal)
{
    pthread_t *thread = &journal->thread;

    return pthread_create(thread, NULL, journal_run_bad, journal) == 0; // EXPECT: thread-no-stop
}

void journal_add(struct journal *journal, const char *line)
{
    pthread_mutex_lock(&journal->lock);
    if (journal->count < LINES) {
        journal->lines[(journal->first + journal->count++) % LINES] = line;
        pthread_cond_signal(&journal->filled);
    }
    pthread_mutex_unlock(&journal->lock);
}

void journal_close(struct journal *journal)
{
    pthread_mutex_lock(&journal->lock);
    journal->closed = true;
    pthread_cond_broadcast(&journal->filled);
    pthread_mutex_unlock(&journal->lock);
    pthread_join(journal->thread, NULL);
}
