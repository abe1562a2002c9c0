/* A reader that has left is started again, over the handle of the first; the object never leaves main(). */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct reader {
    pthread_t thread;
    atomic_int running, quit;
    int fd;
    long lines;
};

static void *read_lines(void *argument)
{
    struct reader *reader = argument;
    char c;

    while (!atomic_load(&reader->quit)) {
        if (read(reader->fd, &c, 1) <= 0)
            break;
        reader->lines += c == '\n';
    }
    atomic_store(&reader->running, 0);
    return NULL;
}

static int start_bad(struct reader *reader)
{
    atomic_store(&reader->running, 1);
    int rc = pthread_create(&reader->thread, NULL, read_lines, reader); // EXPECT: thread-not-joined
    if (rc != 0) {
        atomic_store(&reader->running, 0);
        return -1;
    }
    return 0;
}

static void watch_bad(struct reader *reader)
{
    if (!atomic_load(&reader->running))
        start_bad(reader);
}

static void stop_bad(struct reader *reader)
{
    atomic_store(&reader->quit, 1);
    close(reader->fd);
    pthread_join(reader->thread, NULL);
}

struct player {
    pthread_t thread;
    atomic_int running, quit;
    int fd;
    long lines;
};

static void *play_lines(void *argument)
{
    struct player *player = argument;
    char c;

    while (!atomic_load(&player->quit)) {
        if (read(player->fd, &c, 1) <= 0)
            break;
        player->lines += c == '\n';
    }
    atomic_store(&player->running, 0);
    return NULL;
}

static int start_ok(struct player *player)
{
    atomic_store(&player->running, 1);
    if (pthread_create(&player->thread, NULL, play_lines, player) != 0) {
        atomic_store(&player->running, 0);
        return -1;
    }
    return 0;
}

static void watch_ok(struct player *player)
{
    if (atomic_load(&player->running))
        return;
    pthread_join(player->thread, NULL);
    start_ok(player);
}

static void stop_ok(struct player *player)
{
    atomic_store(&player->quit, 1);
    close(player->fd);
    pthread_join(player->thread, NULL);
}

int main(int argc, char **argv)
{
    struct reader reader = {.fd = open(argv[0], O_RDONLY)};
    struct player player = {.fd = open(argv[argc - 1], O_RDONLY)};

    if (start_bad(&reader) != 0)
        return 1;
    if (start_ok(&player) != 0) {
        stop_bad(&reader);
        return 1;
    }
    for (int left = 60; left > 0; left--) {
        sleep(1);
        watch_bad(&reader);
        watch_ok(&player);
    }
    stop_bad(&reader);
    stop_ok(&player);
    return 0;
}
