/* Objects that are freed by a function around free(), while the thread in them was joined only for the next one. */
#include <pthread.h>
#include <stdlib.h>

int work_on(int fd);
void report_lack(size_t size);

/* ---- an allocator of the program's own ---- */

static size_t n_allocated;

static void *get_memory(size_t size)
{
    void *memory = calloc(1, size);

    if (!memory) {
        report_lack(size);
        abort();
    }
    n_allocated++;
    return memory;
}

static void put_memory(void *memory)
{
    if (memory) {
        n_allocated--;
        free(memory);
    }
}

/* ---- restarted, and freed ---- */

struct feed {
    int fd;
    pthread_t worker;
};

static void *run_feed(void *arg)
{
    struct feed *feed = arg;

    while (work_on(feed->fd) > 0)
        ;
    return NULL;
}

static void start_feed(struct feed *feed, int fd)
{
    if (feed->worker)
        pthread_join(feed->worker, NULL);
    feed->fd = fd;
    if (pthread_create(&feed->worker, NULL, run_feed, feed)) // EXPECT: thread-not-joined
        feed->worker = 0;
}

struct feed *feed_new_bad(int fd)
{
    struct feed *feed = get_memory(sizeof *feed);

    start_feed(feed, fd);
    return feed;
}

void feed_replace_bad(struct feed *feed, int fd)
{
    start_feed(feed, fd);
}

void feed_free_bad(struct feed *feed)
{
    put_memory(feed);
}

/* ---- joined before ---- */

struct copy {
    int fd;
    pthread_t worker;
};

static void *run_copy(void *arg)
{
    struct copy *copy = arg;

    while (work_on(copy->fd) > 0)
        ;
    return NULL;
}

static void end_copy(struct copy *copy)
{
    if (copy->worker)
        pthread_join(copy->worker, NULL);
    copy->worker = 0;
}

static void start_copy(struct copy *copy, int fd)
{
    end_copy(copy);
    copy->fd = fd;
    if (pthread_create(&copy->worker, NULL, run_copy, copy))
        copy->worker = 0;
}

struct copy *copy_new_ok(int fd)
{
    struct copy *copy = get_memory(sizeof *copy);

    start_copy(copy, fd);
    return copy;
}

struct copy *copy_first_ok(int fd)
{
    struct copy *copy = get_memory(sizeof *copy);

    copy->fd = fd;
    if (pthread_create(&copy->worker, NULL, run_copy, copy)) {
        put_memory(copy);
        return NULL;
    }
    return copy;
}

void copy_replace_ok(struct copy *copy, int fd)
{
    start_copy(copy, fd);
}

void copy_free_ok(struct copy *copy)
{
    end_copy(copy);
    put_memory(copy);
}

/* ---- an allocator that keeps the size in front of what it gives out ---- */

static void *get_counted(size_t size)
{
    size_t *block = calloc(1, sizeof *block + size);

    if (!block)
        abort();
    *block = size;
    n_allocated += size;
    return block + 1;
}

static void put_counted(void *memory)
{
    size_t *block = (size_t *)memory - 1;

    n_allocated -= *block;
    free(block);
}

struct lane {
    int fd;
    pthread_t worker;
};

static void *run_lane(void *arg)
{
    struct lane *lane = arg;

    while (work_on(lane->fd) > 0)
        ;
    return NULL;
}

static void start_lane(struct lane *lane, int fd)
{
    if (lane->worker)
        pthread_join(lane->worker, NULL);
    lane->fd = fd;
    if (pthread_create(&lane->worker, NULL, run_lane, lane)) // EXPECT: thread-not-joined
        lane->worker = 0;
}

struct lane *lane_new_bad(int fd)
{
    struct lane *lane = get_counted(sizeof *lane);

    start_lane(lane, fd);
    return lane;
}

void lane_replace_bad(struct lane *lane, int fd)
{
    start_lane(lane, fd);
}

void lane_free_bad(struct lane *lane)
{
    put_counted(lane);
}
