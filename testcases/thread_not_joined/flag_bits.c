/* Bits of one number say what an object has: who tests the bit that was set joins the thread. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { HAS_THREAD = 1, HAS_TIMER = 2, IS_CLOSING = 4 };

struct reader {
    unsigned flags;
    int fd;
    pthread_t thread;
};

struct player {
    unsigned flags;
    int fd;
    pthread_t thread;
};

struct writer {
    unsigned long flags;
    int fd;
    pthread_t thread;
};

static void *read_all(void *arg)
{
    struct reader *reader = arg;
    char byte;

    while (read(reader->fd, &byte, 1) == 1)
        continue;
    return NULL;
}

static void *play(void *arg)
{
    struct player *player = arg;
    char byte;

    while (read(player->fd, &byte, 1) == 1)
        continue;
    return NULL;
}

static void *write_all(void *arg)
{
    struct writer *writer = arg;

    while (write(writer->fd, "x", 1) == 1)
        continue;
    return NULL;
}

static void reader_free(struct reader *reader)
{
    reader->flags |= IS_CLOSING;
    if (reader->flags & HAS_THREAD)
        pthread_join(reader->thread, NULL);
    free(reader);
}

void reader_ok(int fd)
{
    struct reader *reader = calloc(1, sizeof(*reader));

    if (!reader)
        return;
    reader->fd = fd;
    if (pthread_create(&reader->thread, NULL, read_all, reader) == 0)
        reader->flags |= HAS_THREAD;
    reader_free(reader);
}

static void player_free(struct player *player)
{
    if (player->flags & HAS_TIMER)
        pthread_join(player->thread, NULL);
    free(player);
}

void player_bad(int fd)
{
    struct player *player = calloc(1, sizeof(*player));

    if (!player)
        return;
    player->fd = fd;
    if (pthread_create(&player->thread, NULL, play, player) == 0) // EXPECT: thread-not-joined
        player->flags |= HAS_THREAD;
    player_free(player);
}

/* The bit is cleared before it is asked for. */
static void writer_free(struct writer *writer)
{
    if ((writer->flags & (HAS_THREAD | IS_CLOSING)) == HAS_THREAD)
        pthread_join(writer->thread, NULL);
    free(writer);
}

void writer_ok(int fd, unsigned long flags)
{
    struct writer *writer = calloc(1, sizeof(*writer));

    if (!writer)
        return;
    writer->fd = fd;
    writer->flags = flags & ~(unsigned long)(HAS_THREAD | IS_CLOSING);
    if (pthread_create(&writer->thread, NULL, write_all, writer) == 0)
        writer->flags |= HAS_THREAD;
    writer_free(writer);
}

void writer_bad(int fd)
{
    struct writer *writer = calloc(1, sizeof(*writer));

    if (!writer)
        return;
    writer->fd = fd;
    if (pthread_create(&writer->thread, NULL, write_all, writer) == 0) // EXPECT: thread-not-joined
        writer->flags |= HAS_THREAD;
    writer->flags &= ~(unsigned long)HAS_THREAD;
    writer_free(writer);
}
