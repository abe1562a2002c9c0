/* Two functions of an ops table end a stream: one joins its thread, the other only frees it. */
#include "stream.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct stream {
    int fd;
    pthread_t tid;
};

static void *copy(void *arg)
{
    char c;
    int fd = *(int *)arg;
    while (read(fd, &c, 1) == 1)
        ;
    return NULL;
}

struct stream *stream_open(int fd)
{
    struct stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL)
        return NULL;
    stream->fd = fd;
    if (pthread_create(&stream->tid, NULL, copy, &stream->fd) != 0) { // EXPECT: thread-not-joined
        free(stream);
        return NULL;
    }
    return stream;
}

static void finish(struct stream *stream)
{
    shutdown(stream->fd, SHUT_RDWR);
    pthread_join(stream->tid, NULL);
    free(stream);
}

static void destroy(struct stream *stream)
{
    close(stream->fd);
    free(stream);
}

const struct stream_ops *stream_ops(void)
{
    static const struct stream_ops ops = {finish, destroy};
    return &ops;
}
