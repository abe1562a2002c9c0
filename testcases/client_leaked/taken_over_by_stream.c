/* A stream takes a connection over and marks its maker's variable as none: the stream closes it. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct stream {
    int fd;
    char *buffer;
};

static struct stream *stream_alloc(int fd, size_t room)
{
    struct stream *stream = malloc(sizeof *stream);

    if (!stream)
        abort();
    stream->fd = fd;
    stream->buffer = malloc(room);
    if (!stream->buffer)
        abort();
    return stream;
}

static struct stream *stream_take(int *fd, size_t room)
{
    struct stream *stream = stream_alloc(*fd, room);

    *fd = -1;
    return stream;
}

static void stream_free(struct stream *stream)
{
    close(stream->fd);
    free(stream->buffer);
    free(stream);
}

static int dial(const struct sockaddr *address, socklen_t length)
{
    int fd = socket(address->sa_family, SOCK_STREAM, 0);

    if (fd < 0)
        abort();
    if (connect(fd, address, length) < 0)
        abort();
    return fd;
}

long first_bytes_ok(const struct sockaddr *address, socklen_t length)
{
    int fd = dial(address, length);
    struct stream *stream = stream_take(&fd, 512);
    long n = read(stream->fd, stream->buffer, 512);

    stream_free(stream);
    return n;
}
