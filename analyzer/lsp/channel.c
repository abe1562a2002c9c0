#include "lsp/channel.h"

#include <glib-unix.h>
#include <glib.h>
#include <jansson.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* Texts of C sources may hold a NUL. Nesting has jansson's own bound (2,048). */
enum { DECODE_FLAGS = JSON_ALLOW_NUL, ENCODE_FLAGS = JSON_COMPACT };

struct channel {
    int in, out;
    struct channel_face face;
    GByteArray *unread; /* what has come and is not taken yet */
    size_t skip;        /* bytes of a message that is too large, still to come */
    size_t searched;    /* of `unread`: no header ends before */
    GByteArray *unsent;
    guint in_watch, out_watch; /* 0 = none */
    int64_t next_id;           /* of our requests */
    bool is_left;
};

/* ---- writing ---- */

static void leave(struct channel *channel)
{
    if (channel->is_left)
        return;
    channel->is_left = true;
    channel->face.left(channel->face.data);
}

/* False when nothing more can be written now. */
static bool write_some(struct channel *channel)
{
    ssize_t put = write(channel->out, channel->unsent->data, channel->unsent->len);

    if (put > 0)
        g_byte_array_remove_range(channel->unsent, 0, (guint)put);
    else if (put < 0 && errno != EAGAIN && errno != EINTR)
        leave(channel);
    return put > 0 || (put < 0 && errno == EINTR);
}

static gboolean write_on(gint fd, GIOCondition condition, gpointer data)
{
    struct channel *channel = data;

    (void)fd;
    (void)condition;
    while (channel->unsent->len > 0 && !channel->is_left && write_some(channel))
        ;
    if (channel->unsent->len > 0 && !channel->is_left)
        return G_SOURCE_CONTINUE;
    channel->out_watch = 0;
    return G_SOURCE_REMOVE;
}

/* Takes the message over. */
static void send_message(struct channel *channel, json_t *message)
{
    json_object_set_new(message, "jsonrpc", json_string("2.0"));
    char *text = json_dumps(message, ENCODE_FLAGS);

    json_decref(message);
    if (text && !channel->is_left) {
        g_autofree char *header = g_strdup_printf("Content-Length: %zu\r\n\r\n", strlen(text));
        g_byte_array_append(channel->unsent, (const guint8 *)header, (guint)strlen(header));
        g_byte_array_append(channel->unsent, (const guint8 *)text, (guint)strlen(text));
    }
    free(text);
    if (channel->unsent->len > CHANNEL_MAX_UNSENT_BYTES)
        leave(channel);
    if (channel->out_watch == 0 && channel->unsent->len > 0 &&
        write_on(channel->out, G_IO_OUT, channel) == G_SOURCE_CONTINUE)
        channel->out_watch = g_unix_fd_add(channel->out, G_IO_OUT | G_IO_ERR, write_on, channel);
}

void channel_flush(struct channel *channel)
{
    enum { FLUSH_MILLISECONDS = 1000 };
    gint64 until = g_get_monotonic_time() + FLUSH_MILLISECONDS * 1000;

    while (channel->unsent->len > 0 && !channel->is_left && g_get_monotonic_time() < until) {
        struct pollfd wait = {channel->out, POLLOUT, 0};
        poll(&wait, 1, FLUSH_MILLISECONDS);
        write_some(channel);
    }
}

static json_t *or_null(json_t *value)
{
    return value ? value : json_null();
}

void channel_notify(struct channel *channel, const char *method, json_t *params)
{
    send_message(channel, json_pack("{s:s, s:o*}", "method", method, "params", params));
}

void channel_request(struct channel *channel, const char *method, json_t *params)
{
    send_message(channel, json_pack("{s:I, s:s, s:o*}", "id", (json_int_t)channel->next_id++,
                                    "method", method, "params", params));
}

void channel_reply(struct channel *channel, const json_t *id, json_t *result)
{
    send_message(channel,
                 json_pack("{s:o, s:o}", "id", json_deep_copy(id), "result", or_null(result)));
}

void channel_reply_error(struct channel *channel, const json_t *id, enum rpc_error code,
                         const char *message)
{
    send_message(channel,
                 json_pack("{s:o, s:{s:i, s:s}}", "id", id ? json_deep_copy(id) : json_null(),
                           "error", "code", (int)code, "message", message));
}

/* ---- reading ---- */

static void take_body(struct channel *channel, const char *body, size_t size)
{
    json_error_t error;
    json_t *message = json_loadb(body, size, DECODE_FLAGS, &error);

    if (!message) {
        channel_reply_error(channel, NULL, RPC_PARSE_ERROR, "the message is no JSON");
        return;
    }
    if (json_is_object(message))
        channel->face.take(channel->face.data, message);
    else
        channel_reply_error(channel, NULL, RPC_INVALID_REQUEST, "a message is one object");
    json_decref(message);
}

/* Behind the header's name, wherever on the line it stands: junk may have come before it. */
static const char *find_length(const char *line)
{
    static const char name[] = "Content-Length:";

    for (; *line; line++) {
        if (g_ascii_strncasecmp(line, name, strlen(name)) == 0)
            return line + strlen(name);
    }
    return NULL;
}

/* The length that the header lines give. False when they give none. */
static bool read_length(const char *header, size_t size, size_t *ret_length)
{
    g_autofree char *text = g_strndup(header, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    bool is_found = false;

    for (char **line = lines; *line; line++) {
        const char *field = find_length(*line);
        g_autofree char *digits = field ? g_strstrip(g_strdup(field)) : NULL;
        guint64 length;

        if (!field || !g_ascii_string_to_unsigned(digits, 10, 0, SIZE_MAX / 2, &length, NULL))
            continue;
        *ret_length = (size_t)length;
        is_found = true;
    }
    return is_found;
}

/* Where the header ends: behind an empty line. 0 = not yet. */
static size_t find_header_end(struct channel *channel)
{
    const char *bytes = (const char *)channel->unread->data;
    size_t size = channel->unread->len;
    size_t from = channel->searched > 3 ? channel->searched - 3 : 0;
    const char *end = size > from ? memmem(bytes + from, size - from, "\r\n\r\n", 4) : NULL;

    channel->searched = size;
    return end ? (size_t)(end - bytes) + 4 : 0;
}

static void drop(struct channel *channel, size_t size)
{
    g_byte_array_remove_range(channel->unread, 0, (guint)size);
    channel->searched = 0;
}

/* False when more bytes have to come first. */
static bool take_message(struct channel *channel)
{
    size_t header = find_header_end(channel), length;

    if (header == 0) {
        if (channel->unread->len > CHANNEL_MAX_HEADER_BYTES)
            drop(channel, channel->unread->len - CHANNEL_MAX_HEADER_BYTES / 2);
        return false;
    }
    if (!read_length((const char *)channel->unread->data, header, &length)) {
        drop(channel, header);
        return true;
    }
    if (length > CHANNEL_MAX_MESSAGE_BYTES) {
        drop(channel, header);
        channel->skip = length;
        channel_reply_error(channel, NULL, RPC_INVALID_REQUEST, "the message is too large");
        return true;
    }
    if (channel->unread->len - header < length) {
        channel->searched = header > 4 ? header - 4 : 0;
        return false;
    }
    g_autofree char *body = g_memdup2(channel->unread->data + header, length);
    drop(channel, header + length);
    take_body(channel, body ? body : "", length);
    return true;
}

static void take_bytes(struct channel *channel, const guint8 *bytes, size_t size)
{
    size_t skipped = MIN(size, channel->skip);

    channel->skip -= skipped;
    g_byte_array_append(channel->unread, bytes + skipped, (guint)(size - skipped));
    while (!channel->is_left && channel->unread->len > 0 && take_message(channel)) {
        skipped = MIN(channel->unread->len, channel->skip);
        channel->skip -= skipped;
        if (skipped > 0)
            drop(channel, skipped);
    }
}

static gboolean read_on(gint fd, GIOCondition condition, gpointer data)
{
    static const size_t room = (size_t)1 << 16;
    g_autofree guint8 *bytes = g_malloc(room);
    struct channel *channel = data;
    ssize_t got = read(fd, bytes, room);

    (void)condition;
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return G_SOURCE_CONTINUE;
    if (got > 0)
        take_bytes(channel, bytes, (size_t)got);
    else
        leave(channel);
    if (!channel->is_left)
        return G_SOURCE_CONTINUE;
    channel->in_watch = 0;
    return G_SOURCE_REMOVE;
}

/* ---- life ---- */

struct channel *channel_new(int in, int out, const struct channel_face *face)
{
    struct channel *channel = g_new0(struct channel, 1);

    channel->in = in;
    channel->out = out;
    channel->face = *face;
    channel->next_id = 1;
    channel->unread = g_byte_array_new();
    channel->unsent = g_byte_array_new();
    fcntl(in, F_SETFL, fcntl(in, F_GETFL) | O_NONBLOCK);
    fcntl(out, F_SETFL, fcntl(out, F_GETFL) | O_NONBLOCK);
    channel->in_watch = g_unix_fd_add(in, G_IO_IN | G_IO_HUP | G_IO_ERR, read_on, channel);
    return channel;
}

void channel_free(struct channel *channel)
{
    if (!channel)
        return;
    if (channel->in_watch)
        g_source_remove(channel->in_watch);
    if (channel->out_watch)
        g_source_remove(channel->out_watch);
    g_byte_array_unref(channel->unread);
    g_byte_array_unref(channel->unsent);
    g_free(channel);
}
