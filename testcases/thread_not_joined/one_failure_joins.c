/* A start-up has several ways to fail behind its thread. One of them joins the thread, the other one forgets to. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct link {
    int sock;
    volatile bool leave;
    pthread_t reader, writer;
};

static void *work(void *arg)
{
    struct link *link = arg;
    while (!link->leave)
        usleep(1000);
    return NULL;
}

static int link_bind(struct link *link)
{
    return write(link->sock, "hello", 5) == 5 ? 0 : -1;
}

int link_up_bad(struct link *link)
{
    int rc = pthread_create(&link->reader, NULL, work, link); // EXPECT: thread-not-joined
    if (rc != 0)
        return -rc;
    link->sock = dup(0);
    if (link->sock < 0) {
        rc = -1;
        goto out;
    }
    rc = link_bind(link);
    if (rc != 0)
        goto no_bind;
    rc = pthread_create(&link->writer, NULL, work, link);
    if (rc != 0)
        goto no_writer;
    return 0;
no_writer:
    link->leave = true;
    pthread_join(link->reader, NULL);
no_bind:
    close(link->sock);
out:
    return rc;
}

void link_down_bad(struct link *link)
{
    link->leave = true;
    pthread_join(link->reader, NULL);
    pthread_join(link->writer, NULL);
    close(link->sock);
}

/* The result is a truth, and the thread is joined by a function that both share. */
struct tap {
    int fd;
    volatile bool leave;
    pthread_t pump;
    char *buffer;
};

static void *run_pump(void *arg)
{
    struct tap *tap = arg;
    while (!tap->leave)
        usleep(1000);
    return NULL;
}

static void stop_pump(struct tap *tap)
{
    tap->leave = true;
    pthread_join(tap->pump, NULL);
}

bool tap_open_bad(struct tap *tap)
{
    tap->leave = false;
    if (pthread_create(&tap->pump, NULL, run_pump, tap) != 0) // EXPECT: thread-not-joined
        return false;
    tap->buffer = malloc(4096);
    if (!tap->buffer) {
        stop_pump(tap);
        return false;
    }
    tap->fd = dup(1);
    if (tap->fd < 0) {
        free(tap->buffer);
        return false;
    }
    return true;
}

void tap_close_bad(struct tap *tap)
{
    stop_pump(tap);
    close(tap->fd);
    free(tap->buffer);
}

/* ---- good: who calls it closes what has failed ---- */

struct feed {
    int fd;
    volatile bool leave;
    pthread_t reader;
    char *buffer;
};

static void *read_feed(void *arg)
{
    struct feed *feed = arg;
    while (!feed->leave)
        usleep(1000);
    return NULL;
}

static void stop_reader(struct feed *feed)
{
    feed->leave = true;
    pthread_join(feed->reader, NULL);
}

enum { FEED_OK, FEED_NONE, FEED_PART };

static int feed_begin(struct feed *feed)
{
    if (pthread_create(&feed->reader, NULL, read_feed, feed) != 0)
        return FEED_NONE;
    feed->buffer = malloc(64);
    if (!feed->buffer) {
        stop_reader(feed);
        return FEED_NONE;
    }
    feed->fd = dup(0);
    return feed->fd < 0 ? FEED_PART : FEED_OK;
}

int feed_open_ok(struct feed *feed)
{
    int rc = feed_begin(feed);
    if (rc == FEED_PART) {
        stop_reader(feed);
        free(feed->buffer);
    }
    return rc == FEED_OK ? 0 : -1;
}

void feed_close_ok(struct feed *feed)
{
    stop_reader(feed);
    free(feed->buffer);
}

/* ---- good: a flag tells the function that closes ---- */

struct dial {
    int fd;
    volatile bool leave;
    bool is_read;
    pthread_t reader;
    char *buffer;
};

static void *read_dial(void *arg)
{
    struct dial *dial = arg;
    while (!dial->leave)
        usleep(1000);
    return NULL;
}

void dial_close_ok(struct dial *dial)
{
    if (dial->is_read) {
        dial->leave = true;
        pthread_join(dial->reader, NULL);
        dial->is_read = false;
    }
    free(dial->buffer);
    dial->buffer = NULL;
}

int dial_open_ok(struct dial *dial)
{
    if (pthread_create(&dial->reader, NULL, read_dial, dial) != 0)
        return -1;
    dial->is_read = true;
    dial->buffer = malloc(64);
    if (!dial->buffer) {
        dial_close_ok(dial);
        return -1;
    }
    dial->fd = dup(0);
    return dial->fd < 0 ? -1 : 0; /* the caller closes it */
}

/* ---- good: one way out for all failures, which looks at how far it has come ---- */

struct mast {
    int fd;
    volatile bool leave;
    pthread_t lookout;
};

static void *look_out(void *arg)
{
    struct mast *mast = arg;
    while (!mast->leave)
        usleep(1000);
    return NULL;
}

int mast_raise_ok(struct mast *mast)
{
    bool is_manned = false;
    int rc = -1;
    mast->fd = dup(0);
    if (mast->fd < 0)
        goto out;
    if (pthread_create(&mast->lookout, NULL, look_out, mast) != 0)
        goto out;
    is_manned = true;
    if (write(mast->fd, "up", 2) != 2)
        goto out;
    return 0;
out:
    if (is_manned) {
        mast->leave = true;
        pthread_join(mast->lookout, NULL);
    }
    if (mast->fd >= 0)
        close(mast->fd);
    return rc;
}

void mast_lower_ok(struct mast *mast)
{
    mast->leave = true;
    pthread_join(mast->lookout, NULL);
    close(mast->fd);
}
