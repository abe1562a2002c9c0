/* A peer that closes its stream and connects anew puts the new descriptor into the stream by way of another pointer to it.
 * The twin connects anew, and sends into the stream that it has closed. */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <unistd.h>

struct stream {
    bool is_packed;
    int sock;
    struct stream *below;
    void (*close)(struct stream *stream);
    ssize_t (*send)(struct stream *stream, const char *text, size_t size);
};

struct peer {
    struct stream *stream;
    int fd;
    bool reopen;
};

void say(const char *text);
int peer_connect(const struct peer *peer);
bool peer_next(struct peer *peer, const char **text, size_t *size);

static void stream_close(struct stream *stream)
{
    close(stream->sock);
}

static ssize_t stream_send(struct stream *stream, const char *text, size_t size)
{
    return write(stream->sock, text, size);
}

void stream_init(struct stream *stream)
{
    stream->close = stream_close;
    stream->send = stream_send;
}

void peer_run_ok(struct peer *peer)
{
    const char *text;
    size_t size;

    while (peer_next(peer, &text, &size)) {
        if (peer->reopen) {
            peer->stream->close(peer->stream);
            peer->fd = -1;
        }
        say(text);
        if (peer->fd < 0) {
            struct stream *lowest;
            peer->fd = peer_connect(peer);
            if (peer->fd < 0)
                continue;
            lowest = peer->stream->is_packed ? peer->stream->below : peer->stream;
            lowest->sock = peer->fd;
        }
        peer->stream->send(peer->stream, text, size);
    }
}

void peer_run_bad(struct peer *peer)
{
    const char *text;
    size_t size;

    while (peer_next(peer, &text, &size)) {
        if (peer->reopen) {
            peer->stream->close(peer->stream);
            peer->fd = -1;
        }
        say(text);
        if (peer->fd < 0) {
            peer->fd = peer_connect(peer);
            if (peer->fd < 0)
                continue;
        }
        peer->stream->send(peer->stream, text, size); // EXPECT: send-after-close
    }
}

int main(int argc, char **argv)
{
    int ends[2];
    char byte;
    struct stream stream = {.is_packed = argc > 2};
    struct peer peer = {&stream, -1, false};

    (void)argv;
    if (pipe(ends) != 0)
        return 1;
    stream.sock = peer.fd = ends[1];
    stream_init(&stream);
    if (argc > 1)
        peer_run_ok(&peer);
    else
        peer_run_bad(&peer);
    return read(ends[0], &byte, 1) == 1 ? 0 : 1;
}
