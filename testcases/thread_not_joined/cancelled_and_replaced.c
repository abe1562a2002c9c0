/* To start again what runs already, its thread is cancelled: the next one's handle takes the place of one
 * that nobody has joined. That another function joins the last of them does not help. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

struct checker {
    pthread_t thread;
    bool active;
    unsigned interval;
    const char *path;
};

static void *check(void *arg)
{
    struct checker *checker = arg;
    while (access(checker->path, R_OK) == 0)
        sleep(checker->interval);
    return NULL;
}

/* ---- in one function ---- */

int checker_start_bad(struct checker *checker)
{
    if (checker->active) {
        pthread_cancel(checker->thread);
        checker->active = false;
    }
    if (checker->interval == 0)
        return 0;
    if (pthread_create(&checker->thread, NULL, check, checker) != 0) // EXPECT: thread-not-joined
        return -1;
    checker->active = true;
    return 0;
}

void checker_stop_bad(struct checker *checker)
{
    if (checker->active) {
        pthread_cancel(checker->thread);
        pthread_join(checker->thread, NULL);
        checker->active = false;
    }
}

struct prober {
    pthread_t thread;
    bool active;
    unsigned interval;
    const char *path;
};

static void *probe(void *arg)
{
    struct prober *prober = arg;
    while (access(prober->path, R_OK) == 0)
        sleep(prober->interval);
    return NULL;
}

int prober_start_ok(struct prober *prober)
{
    if (prober->active) {
        pthread_cancel(prober->thread);
        pthread_join(prober->thread, NULL);
        prober->active = false;
    }
    if (prober->interval == 0)
        return 0;
    if (pthread_create(&prober->thread, NULL, probe, prober) != 0)
        return -1;
    prober->active = true;
    return 0;
}

void prober_stop_ok(struct prober *prober)
{
    if (prober->active) {
        pthread_cancel(prober->thread);
        pthread_join(prober->thread, NULL);
        prober->active = false;
    }
}

/* ---- in functions that are called one behind the other ---- */

struct feed {
    pthread_t thread;
    int fd;
};

struct news {
    pthread_t thread;
    int fd;
};

static void *feed_run(void *arg)
{
    struct feed *feed = arg;
    char c;
    while (read(feed->fd, &c, 1) == 1)
        putchar(c);
    return NULL;
}

static int feed_start_bad(struct feed *feed)
{
    return pthread_create(&feed->thread, NULL, feed_run, feed); // EXPECT: thread-not-joined
}

static void feed_stop(struct feed *feed)
{
    pthread_cancel(feed->thread);
}

int feed_open(struct feed *feed)
{
    return feed_start_bad(feed);
}

int feed_change(struct feed *feed, int fd)
{
    feed_stop(feed);
    feed->fd = fd;
    return feed_start_bad(feed);
}

void feed_close(struct feed *feed)
{
    feed_stop(feed);
    pthread_join(feed->thread, NULL);
}

static void *news_run(void *arg)
{
    struct news *news = arg;
    char c;
    while (read(news->fd, &c, 1) == 1)
        putchar(c);
    return NULL;
}

static int news_start_ok(struct news *news)
{
    return pthread_create(&news->thread, NULL, news_run, news);
}

static void news_stop(struct news *news)
{
    pthread_cancel(news->thread);
}

static void news_wait(struct news *news)
{
    pthread_join(news->thread, NULL);
}

int news_open(struct news *news)
{
    return news_start_ok(news);
}

int news_change(struct news *news, int fd)
{
    news_stop(news);
    news_wait(news);
    news->fd = fd;
    return news_start_ok(news);
}

void news_close(struct news *news)
{
    news_stop(news);
    news_wait(news);
}

/* ---- one function cancels and joins whatever it gets ---- */

struct radio {
    pthread_t thread;
    bool on;
    int fd;
};

static void end_thread(pthread_t thread)
{
    pthread_cancel(thread);
    pthread_join(thread, NULL);
}

static void *radio_run(void *arg)
{
    struct radio *radio = arg;
    char c;
    while (read(radio->fd, &c, 1) == 1)
        putchar(c);
    return NULL;
}

int radio_tune_ok(struct radio *radio, int fd)
{
    if (radio->on) {
        end_thread(radio->thread);
        radio->on = false;
    }
    radio->fd = fd;
    if (pthread_create(&radio->thread, NULL, radio_run, radio) != 0)
        return -1;
    radio->on = true;
    return 0;
}

/* ---- what is cancelled is one object, what is started another ---- */

struct mirror {
    pthread_t thread;
    int fd;
};

static void *mirror_run(void *arg)
{
    struct mirror *mirror = arg;
    char c;
    while (read(mirror->fd, &c, 1) == 1)
        putchar(c);
    return NULL;
}

int mirror_swap_ok(struct mirror *old, struct mirror *next)
{
    pthread_cancel(old->thread);
    return pthread_create(&next->thread, NULL, mirror_run, next);
}

void mirrors_start_ok(struct mirror *mirrors, int count)
{
    for (int i = 0; i < count; i++) {
        struct mirror *mirror = &mirrors[i];
        if (pthread_create(&mirror->thread, NULL, mirror_run, mirror) != 0)
            break;
        if (mirror->fd < 0)
            pthread_cancel(mirror->thread);
    }
}

void mirrors_join(struct mirror *mirrors, int count)
{
    for (int i = 0; i < count; i++)
        pthread_join(mirrors[i].thread, NULL);
}

/* The old handle is kept to be joined later. */
int mirror_restart_ok(struct mirror *mirror)
{
    pthread_t old = mirror->thread;
    pthread_cancel(old);
    int rc = pthread_create(&mirror->thread, NULL, mirror_run, mirror);
    pthread_join(old, NULL);
    return rc;
}
