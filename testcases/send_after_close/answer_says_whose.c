/* A message in a local, lent to functions that read and write it, says who closes the connection: what else is
 * called in between does not change it. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum kind { ASK, SUBSCRIBE, DONE, STREAM };

struct message {
    enum kind kind;
    union {
        char text[64];
        int level;
    } data;
};

int subscribe(int fd);

static void complain(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
}

static int send_whole(const struct message *message, int fd)
{
    const char *rest = (const char *)message;
    long left = sizeof(*message);

    while (left > 0) {
        long n = write(fd, rest, (size_t)left);
        if (n <= 0)
            return -1;
        rest += n;
        left -= n;
    }
    return 0;
}

void answer_bad(int fd)
{
    struct message message;

    if (read(fd, &message, sizeof(message)) != sizeof(message)) {
        close(fd);
        return;
    }
    switch (message.kind) {
    case SUBSCRIBE:
        message.kind = DONE;
        memset(message.data.text, 0, sizeof(message.data.text));
        if (send_whole(&message, fd) != 0) {
            complain("no answer to %d", fd);
            close(fd);
            break;
        }
        message.kind = STREAM;
        subscribe(fd);
        break;
    default:
        message.kind = DONE;
        snprintf(message.data.text, sizeof(message.data.text), "?");
    }
    if (message.kind == DONE) {
        send_whole(&message, fd);
        close(fd); // EXPECT: send-after-close
    }
}

void answer_ok(int fd)
{
    struct message message;

    if (read(fd, &message, sizeof(message)) != sizeof(message)) {
        close(fd);
        return;
    }
    switch (message.kind) {
    case SUBSCRIBE:
        message.kind = STREAM;
        memset(message.data.text, 0, sizeof(message.data.text));
        if (send_whole(&message, fd) != 0) {
            complain("no answer to %d", fd);
            close(fd);
            break;
        }
        subscribe(fd);
        break;
    default:
        message.kind = DONE;
        snprintf(message.data.text, sizeof(message.data.text), "?");
    }
    if (message.kind == DONE) {
        send_whole(&message, fd);
        close(fd);
    }
}
