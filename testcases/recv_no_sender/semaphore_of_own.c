/* A semaphore of the program's own, of a lock, a condition and a number: each object is one of its own. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct sema {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int count;
};

static void sema_init(struct sema *sema, int count)
{
    pthread_mutex_init(&sema->lock, NULL);
    pthread_cond_init(&sema->changed, NULL);
    sema->count = count;
}

static void sema_destroy(struct sema *sema)
{
    pthread_mutex_destroy(&sema->lock);
    pthread_cond_destroy(&sema->changed);
}

static void sema_up_by(struct sema *sema, int n)
{
    pthread_mutex_lock(&sema->lock);
    sema->count += n;
    if (n == 1)
        pthread_cond_signal(&sema->changed);
    else
        pthread_cond_broadcast(&sema->changed);
    pthread_mutex_unlock(&sema->lock);
}

static void sema_up(struct sema *sema)
{
    sema_up_by(sema, 1);
}

static void sema_down_by(struct sema *sema, int n)
{
    pthread_mutex_lock(&sema->lock);
    while (sema->count < n)
        pthread_cond_wait(&sema->changed, &sema->lock);
    sema->count -= n;
    pthread_mutex_unlock(&sema->lock);
}

static void sema_down(struct sema *sema)
{
    sema_down_by(sema, 1);
}

int write_block(int block);
int read_block(int block);

/* ---- of three in an object, one is never raised ---- */

struct writer {
    struct sema go, finished, users;
    bool kill;
    int block;
};

static void *write_blocks_bad(void *arg)
{
    struct writer *writer = arg;

    for (;;) {
        sema_down(&writer->go);
        if (writer->kill)
            break;
        write_block(writer->block);
    }
    return NULL;
}

struct writer *writer_new(void)
{
    struct writer *writer = calloc(1, sizeof(*writer));
    pthread_t thread;

    if (!writer)
        return NULL;
    sema_init(&writer->go, 0);
    sema_init(&writer->finished, 0);
    sema_init(&writer->users, 1);
    if (pthread_create(&thread, NULL, write_blocks_bad, writer) != 0) {
        free(writer);
        return NULL;
    }
    pthread_detach(thread);
    return writer;
}

void writer_write(struct writer *writer, int block)
{
    sema_down(&writer->users);
    writer->block = block;
    sema_up(&writer->go);
    sema_up(&writer->users);
}

void writer_free_bad(struct writer *writer)
{
    writer->kill = true;
    sema_up(&writer->go);
    sema_down(&writer->finished); // EXPECT: recv-no-sender
    sema_destroy(&writer->go);
    sema_destroy(&writer->finished);
    free(writer);
}

/* ---- it is, and one is only lowered where it begins above zero ---- */

struct reader {
    struct sema go, ended, licence, idle;
    bool kill;
    int block;
};

static void *read_blocks_ok(void *arg)
{
    struct reader *reader = arg;

    for (;;) {
        sema_down(&reader->go);
        if (reader->kill)
            break;
        read_block(reader->block);
    }
    sema_up(&reader->ended);
    return NULL;
}

struct reader *reader_new(int licences)
{
    struct reader *reader = calloc(1, sizeof(*reader));
    pthread_t thread;

    if (!reader)
        return NULL;
    sema_init(&reader->go, 0);
    sema_init(&reader->ended, 0);
    sema_init(&reader->licence, licences);
    sema_init(&reader->idle, 0);
    if (pthread_create(&thread, NULL, read_blocks_ok, reader) != 0) {
        free(reader);
        return NULL;
    }
    pthread_detach(thread);
    return reader;
}

void reader_read_ok(struct reader *reader, int block)
{
    sema_down(&reader->licence);
    sema_down_by(&reader->idle, 0);
    reader->block = block;
    sema_up(&reader->go);
}

void reader_free_ok(struct reader *reader)
{
    reader->kill = true;
    sema_up(&reader->go);
    sema_down(&reader->ended);
    sema_destroy(&reader->go);
    sema_destroy(&reader->ended);
    free(reader);
}

/* ---- an event that is only set, made by the function that returns it ---- */

struct event {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool set;
};

static struct event *event_new(void)
{
    struct event *event = malloc(sizeof(*event));

    if (!event)
        return NULL;
    pthread_mutex_init(&event->lock, NULL);
    pthread_cond_init(&event->changed, NULL);
    event->set = false;
    return event;
}

static void event_set(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    event->set = true;
    pthread_cond_broadcast(&event->changed);
    pthread_mutex_unlock(&event->lock);
}

static void event_await(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    while (!event->set)
        pthread_cond_wait(&event->changed, &event->lock);
    pthread_mutex_unlock(&event->lock);
}

static struct event *loaded, *closed;

static void *load_ok(void *arg)
{
    read_block(0);
    event_set(loaded);
    return arg;
}

int load_all(void)
{
    pthread_t loader;

    loaded = event_new();
    closed = event_new();
    if (!loaded || !closed || pthread_create(&loader, NULL, load_ok, NULL) != 0)
        return -1;
    pthread_detach(loader);
    event_await(loaded);
    event_await(closed); // EXPECT: recv-no-sender
    return 0;
}
