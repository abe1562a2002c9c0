/* A join that is left out where the handle equals "none": then no thread was started. In the bad twin the
 * question is put the wrong way round. */
#include <pthread.h>
#include <stdlib.h>

struct feed {
    pthread_t reader;
    int fd;
};

struct tap {
    pthread_t reader;
    int fd;
};

int feed_connect(int fd);

static void *feed_read(void *arg)
{
    return arg;
}

static void *tap_read(void *arg)
{
    return arg;
}

static void feed_stop(struct feed *feed)
{
    if (pthread_equal(feed->reader, (pthread_t){0}))
        return;
    pthread_join(feed->reader, NULL);
    feed->reader = (pthread_t){0};
}

static void tap_stop(struct tap *tap)
{
    if (!pthread_equal(tap->reader, (pthread_t){0}))
        return;
    pthread_join(tap->reader, NULL);
    tap->reader = (pthread_t){0};
}

int feed_open_ok(int fd)
{
    struct feed *feed = calloc(1, sizeof *feed);
    if (feed == NULL)
        return -1;
    if (pthread_create(&feed->reader, NULL, feed_read, feed) != 0) {
        free(feed);
        return -1;
    }
    int rc = feed_connect(fd);
    feed_stop(feed);
    free(feed);
    return rc;
}

int tap_open_bad(int fd)
{
    struct tap *tap = calloc(1, sizeof *tap);
    if (tap == NULL)
        return -1;
    if (pthread_create(&tap->reader, NULL, tap_read, tap) != 0) { // EXPECT: thread-not-joined
        free(tap);
        return -1;
    }
    int rc = feed_connect(fd);
    tap_stop(tap);
    free(tap);
    return rc;
}
