/* A worker reads from a pipe until the other end is closed: that happens after the join. */
#include "feed.h"
#include <stdlib.h>
#include <unistd.h>

static void *add_up(void *arg)
{
    struct feed *feed = arg;
    int value;
    while (read(feed->ends[0], &value, sizeof value) == sizeof value)
        feed->sum += value;
    return NULL;
}

struct feed *feed_open(void)
{
    struct feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        return NULL;
    if (pipe(feed->ends) != 0) {
        free(feed);
        return NULL;
    }
    if (pthread_create(&feed->worker, NULL, add_up, feed) != 0) { // EXPECT: thread-no-stop
        close(feed->ends[0]);
        close(feed->ends[1]);
        free(feed);
        return NULL;
    }
    return feed;
}

int feed_put(struct feed *feed, int value)
{
    return write(feed->ends[1], &value, sizeof value) == sizeof value ? 0 : -1;
}

void feed_close(struct feed *feed)
{
    pthread_join(feed->worker, NULL);
    close(feed->ends[1]);
    close(feed->ends[0]);
    free(feed);
}
