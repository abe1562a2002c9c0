/* A thread keeps a promise, and whoever has asked waits for the value; where it could not be started, who wanted to start it
 * does so. On a way of the thread on which it has failed, the promise is not kept. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_FILES = 4 };

/* ---- forgotten where the file is not there ---- */

struct future {
    pthread_mutex_t lock;
    pthread_cond_t kept;
    bool is_kept;
    int error;
    long value;
};

struct promise {
    struct future *future;
};

struct counting {
    struct promise *promise;
    const char *path;
};

static void promise_keep(struct promise *promise, int error, long value)
{
    struct future *future = promise->future;

    pthread_mutex_lock(&future->lock);
    future->error = error;
    future->value = value;
    future->is_kept = true;
    pthread_cond_signal(&future->kept);
    pthread_mutex_unlock(&future->lock);
    free(promise);
}

static long future_await(struct future *future)
{
    pthread_mutex_lock(&future->lock);
    while (!future->is_kept)
        pthread_cond_wait(&future->kept, &future->lock); // EXPECT: recv-no-sender
    long value = future->error ? -future->error : future->value;
    pthread_mutex_unlock(&future->lock);
    pthread_cond_destroy(&future->kept);
    pthread_mutex_destroy(&future->lock);
    free(future);
    return value;
}

static void *count_bad(void *arg)
{
    struct counting *counting = arg;
    FILE *file = fopen(counting->path, "r");
    long lines = 0;

    if (!file) {
        free(counting->promise);
        free(counting);
        return NULL;
    }
    for (int c; (c = getc(file)) != EOF;)
        lines += c == '\n';
    fclose(file);
    promise_keep(counting->promise, 0, lines);
    free(counting);
    return NULL;
}

static struct future *count_lines_bad(const char *path)
{
    struct counting *counting = malloc(sizeof *counting);
    struct future *future = calloc(1, sizeof *future);
    struct promise *promise = malloc(sizeof *promise);
    pthread_t thread;

    if (!counting || !future || !promise)
        abort();
    pthread_mutex_init(&future->lock, NULL);
    pthread_cond_init(&future->kept, NULL);
    promise->future = future;
    counting->promise = promise;
    counting->path = path;
    if (pthread_create(&thread, NULL, count_bad, counting) != 0) {
        promise_keep(promise, EAGAIN, 0);
        free(counting);
    } else {
        pthread_detach(thread);
    }
    return future;
}

/* ---- kept on each way ---- */

struct later {
    pthread_mutex_t lock;
    pthread_cond_t come;
    bool has_come;
    int error;
    long value;
};

struct word {
    struct later *later;
};

struct measuring {
    struct word *word;
    const char *path;
};

static void word_keep(struct word *word, int error, long value)
{
    struct later *later = word->later;

    pthread_mutex_lock(&later->lock);
    later->error = error;
    later->value = value;
    later->has_come = true;
    pthread_cond_signal(&later->come);
    pthread_mutex_unlock(&later->lock);
    free(word);
}

static long later_await(struct later *later)
{
    pthread_mutex_lock(&later->lock);
    while (!later->has_come)
        pthread_cond_wait(&later->come, &later->lock);
    long value = later->error ? -later->error : later->value;
    pthread_mutex_unlock(&later->lock);
    pthread_cond_destroy(&later->come);
    pthread_mutex_destroy(&later->lock);
    free(later);
    return value;
}

static void *measure_ok(void *arg)
{
    struct measuring *measuring = arg;
    FILE *file = fopen(measuring->path, "r");
    long lines = 0;

    if (!file) {
        word_keep(measuring->word, errno, 0);
        free(measuring);
        return NULL;
    }
    for (int c; (c = getc(file)) != EOF;)
        lines += c == '\n';
    fclose(file);
    word_keep(measuring->word, 0, lines);
    free(measuring);
    return NULL;
}

static struct later *measure_lines_ok(const char *path)
{
    struct measuring *measuring = malloc(sizeof *measuring);
    struct later *later = calloc(1, sizeof *later);
    struct word *word = malloc(sizeof *word);
    pthread_t thread;

    if (!measuring || !later || !word)
        abort();
    pthread_mutex_init(&later->lock, NULL);
    pthread_cond_init(&later->come, NULL);
    word->later = later;
    measuring->word = word;
    measuring->path = path;
    if (pthread_create(&thread, NULL, measure_ok, measuring) != 0) {
        word_keep(word, EAGAIN, 0);
        free(measuring);
    } else {
        pthread_detach(thread);
    }
    return later;
}

int main(int argc, char **argv)
{
    struct future *counted[N_FILES];
    struct later *measured[N_FILES];
    int n = 0;

    for (; n < N_FILES && n + 1 < argc; n++) {
        counted[n] = count_lines_bad(argv[n + 1]);
        measured[n] = measure_lines_ok(argv[n + 1]);
    }
    for (int i = 0; i < n; i++)
        printf("%ld %ld\n", future_await(counted[i]), later_await(measured[i]));
    return 0;
}
