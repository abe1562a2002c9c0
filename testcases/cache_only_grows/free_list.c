/* Buffers that are kept for the next request; those of the bad twin are kept and never taken again. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct buffer {
    struct buffer *next;
    char data[4096];
};

struct room {
    struct room *next;
    char data[4096];
};

static struct buffer *spare;
static struct room *used;

static struct buffer *take_ok(void)
{
    struct buffer *buffer = spare;

    if (buffer)
        spare = buffer->next;
    else
        buffer = malloc(sizeof *buffer);
    return buffer;
}

static void give_back_ok(struct buffer *buffer)
{
    buffer->next = spare;
    spare = buffer;
}

static struct room *take_bad(void)
{
    return malloc(sizeof(struct room));
}

static void give_back_bad(struct room *room)
{
    room->next = used;
    used = room; // EXPECT: cache-only-grows
}

static void serve(int fd)
{
    struct buffer *buffer = take_ok();
    struct room *room = take_bad();

    if (buffer && room) {
        ssize_t n = recv(fd, buffer->data, sizeof buffer->data, 0);
        if (n > 0 && send(fd, buffer->data, (size_t)n, 0) == n)
            recv(fd, room->data, sizeof room->data, 0);
    }
    if (buffer)
        give_back_ok(buffer);
    if (room)
        give_back_bad(room);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        serve(fd);
        close(fd);
    }
}
