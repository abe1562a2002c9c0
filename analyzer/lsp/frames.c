/* Frames on a descriptor. */
#include "lsp/wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static bool write_whole(int fd, const void *bytes, size_t size)
{
    const char *at = bytes;

    while (size > 0) {
        ssize_t put = send(fd, at, size, MSG_NOSIGNAL);
        if (put < 0 && errno == EAGAIN) {
            struct pollfd wait = {fd, POLLOUT, 0};
            poll(&wait, 1, -1);
            continue;
        }
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        size -= (size_t)put;
    }
    return true;
}

void frame_append(GByteArray *bytes, enum frame_kind kind, uint32_t serial, const void *body,
                  size_t size)
{
    struct frame_head head = {.kind = kind, .serial = serial, .size = size};

    g_byte_array_append(bytes, (const guint8 *)&head, sizeof(head));
    if (size > 0)
        g_byte_array_append(bytes, body, (guint)size);
}

bool frame_write(int fd, enum frame_kind kind, uint32_t serial, const void *body, size_t size)
{
    struct frame_head head = {.kind = kind, .serial = serial, .size = size};

    return write_whole(fd, &head, sizeof(head)) && write_whole(fd, body, size);
}

void frame_reader_init(struct frame_reader *reader)
{
    reader->bytes = g_byte_array_new();
}

void frame_reader_deinit(struct frame_reader *reader)
{
    if (reader->bytes)
        g_byte_array_unref(reader->bytes);
    reader->bytes = NULL;
}

bool frame_reader_fill(struct frame_reader *reader, int fd)
{
    static const guint room = 1 << 16;
    guint before = reader->bytes->len;
    ssize_t got;

    g_byte_array_set_size(reader->bytes, before + room);
    do {
        got = read(fd, reader->bytes->data + before, room);
    } while (got < 0 && errno == EINTR);
    g_byte_array_set_size(reader->bytes, before + (guint)MAX(got, 0));
    return got > 0 || (got < 0 && errno == EAGAIN);
}

bool frame_reader_peek(const struct frame_reader *reader, size_t at, struct frame *ret_frame,
                       bool *ret_is_broken)
{
    size_t left = reader->bytes->len - MIN(at, reader->bytes->len);
    const char *begin = (const char *)reader->bytes->data + at;
    struct frame_head head;

    *ret_is_broken = false;
    if (left < sizeof(head))
        return false;
    memcpy(&head, begin, sizeof(head));
    *ret_is_broken = head.size > FRAME_MAX_BYTES;
    if (*ret_is_broken || left - sizeof(head) < head.size)
        return false;
    *ret_frame = (struct frame){head, begin + sizeof(head)};
    return true;
}

void frame_reader_drop(struct frame_reader *reader, const struct frame *frame)
{
    g_byte_array_remove_range(reader->bytes, 0, (guint)(sizeof(frame->head) + frame->head.size));
}
