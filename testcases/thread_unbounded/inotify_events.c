/* Each event of inotify is handled by a thread; the good one waits for a batch of them before it
 * reads the next. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define AT_A_TIME 8

static void *index_file(void *arg)
{
    FILE *in = fopen(arg, "r");
    long n = 0;
    while (in != NULL && fgetc(in) != EOF)
        n++;
    if (in != NULL)
        fclose(in);
    printf("%s: %ld bytes\n", (const char *)arg, n);
    free(arg);
    return NULL;
}

void watch_one_by_one_bad(int inotify)
{
    char buffer[4096] __attribute__((aligned(8)));
    ssize_t n;
    while ((n = read(inotify, buffer, sizeof buffer)) > 0) {
        const struct inotify_event *event;
        for (char *at = buffer; at < buffer + n; at += sizeof *event + event->len) {
            event = (const struct inotify_event *)at;
            if (event->len == 0)
                continue;
            char *name = strdup(event->name);
            pthread_t indexer;
            if (pthread_create(&indexer, NULL, index_file, name) == 0) // EXPECT: thread-unbounded
                pthread_detach(indexer);
            else
                free(name);
        }
    }
}

void watch_in_batches_ok(int inotify)
{
    char buffer[4096] __attribute__((aligned(8)));
    ssize_t n;
    while ((n = read(inotify, buffer, sizeof buffer)) > 0) {
        int n_indexers = 0;
        pthread_t indexers[AT_A_TIME];
        const struct inotify_event *event;
        for (char *at = buffer; at < buffer + n; at += sizeof *event + event->len) {
            event = (const struct inotify_event *)at;
            if (event->len == 0 || n_indexers == AT_A_TIME)
                continue;
            char *name = strdup(event->name);
            if (pthread_create(&indexers[n_indexers], NULL, index_file, name) == 0)
                n_indexers++;
            else
                free(name);
        }
        for (int i = 0; i < n_indexers; i++)
            pthread_join(indexers[i], NULL);
    }
}
