/* One function starts a thread, takes what it makes, and ends it. Where the start fails it leaves by the same way out, and
 * has not waited for anything. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct feed {
    pthread_mutex_t lock;
    pthread_cond_t change;
    char *word;
    bool is_over;
    FILE *file;
};

static void *fill(void *data)
{
    struct feed *feed = data;
    char text[100];
    bool more = true;

    while (more) {
        char *copy = fgets(text, sizeof(text), feed->file) ? strdup(text) : NULL;
        pthread_mutex_lock(&feed->lock);
        while (feed->word && !feed->is_over)
            pthread_cond_wait(&feed->change, &feed->lock);
        if (feed->is_over || !copy) {
            free(copy);
            feed->is_over = true;
            more = false;
        } else {
            feed->word = copy;
        }
        pthread_cond_broadcast(&feed->change);
        pthread_mutex_unlock(&feed->lock);
    }
    return NULL;
}

static char *take(struct feed *feed)
{
    pthread_mutex_lock(&feed->lock);
    while (!feed->word && !feed->is_over)
        pthread_cond_wait(&feed->change, &feed->lock);
    char *word = feed->word;
    feed->word = NULL;
    pthread_cond_broadcast(&feed->change);
    pthread_mutex_unlock(&feed->lock);
    return word;
}

static int count_words(const char *name)
{
    struct feed feed = {.lock = PTHREAD_MUTEX_INITIALIZER, .change = PTHREAD_COND_INITIALIZER};
    pthread_t thread;
    bool is_started = false;
    int n_words = -1, n = 0;
    char *word;

    feed.file = fopen(name, "r");
    if (!feed.file)
        goto out;
    if (pthread_create(&thread, NULL, fill, &feed) != 0)
        goto out;
    is_started = true;
    while ((word = take(&feed))) {
        n++;
        free(word);
    }
    n_words = n;
out:
    if (is_started) {
        pthread_mutex_lock(&feed.lock);
        feed.is_over = true;
        pthread_cond_broadcast(&feed.change);
        pthread_mutex_unlock(&feed.lock);
        pthread_join(thread, NULL);
        free(feed.word);
    }
    if (feed.file)
        fclose(feed.file);
    return n_words;
}

int main(int argc, char **argv)
{
    return argc > 1 && count_words(argv[1]) >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
