/* A function that closes a part of an object where it fails, and another one that ends the object: in the good twins the
 * first says that it has closed, the caller does not end what it has, or the object gets another descriptor. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct line_bad {
    int fd;
    unsigned long bytes;
};

static int line_greet_bad(struct line_bad *line)
{
    if (send(line->fd, "hello", 5, 0) != 5) {
        close(line->fd);
        return -1;
    }
    line->bytes += 5;
    return 0;
}

static void line_free_bad(struct line_bad *line)
{
    if (line->fd >= 0)
        close(line->fd); // EXPECT: send-after-close
    free(line);
}

unsigned long line_run_bad(int fd)
{
    struct line_bad *line = calloc(1, sizeof *line);

    if (line == NULL)
        return 0;
    line->fd = fd;
    if (line_greet_bad(line) != 0) {
        line_free_bad(line);
        return 0;
    }
    unsigned long bytes = line->bytes;
    line_free_bad(line);
    return bytes;
}

struct line_ok {
    int fd;
    unsigned long bytes;
};

static int line_greet_ok(struct line_ok *line)
{
    if (send(line->fd, "hello", 5, 0) != 5) {
        close(line->fd);
        line->fd = -1;
        return -1;
    }
    line->bytes += 5;
    return 0;
}

static void line_free_ok(struct line_ok *line)
{
    if (line->fd >= 0)
        close(line->fd);
    free(line);
}

unsigned long line_run_ok(int fd)
{
    struct line_ok *line = calloc(1, sizeof *line);

    if (line == NULL)
        return 0;
    line->fd = fd;
    if (line_greet_ok(line) != 0) {
        line_free_ok(line);
        return 0;
    }
    unsigned long bytes = line->bytes;
    line_free_ok(line);
    return bytes;
}

struct log_ok {
    int fd;
    int is_open;
};

static int log_write_ok(struct log_ok *log, const char *text, size_t size)
{
    if (write(log->fd, text, size) < 0) {
        close(log->fd);
        log->is_open = 0;
        return -1;
    }
    return 0;
}

static void log_free_ok(struct log_ok *log)
{
    if (log->is_open)
        close(log->fd);
    free(log);
}

int log_once_ok(const char *path, const char *text, size_t size)
{
    struct log_ok *log = calloc(1, sizeof *log);

    if (log == NULL)
        return -1;
    log->fd = open(path, O_WRONLY | O_APPEND);
    log->is_open = log->fd >= 0;
    int rc = log->is_open ? log_write_ok(log, text, size) : -1;
    log_free_ok(log);
    return rc;
}

struct tape_ok {
    int fd;
};

static int tape_write_ok(struct tape_ok *tape, const char *text, size_t size)
{
    if (write(tape->fd, text, size) < 0) {
        close(tape->fd);
        return -1;
    }
    return 0;
}

static void tape_close_ok(struct tape_ok *tape)
{
    close(tape->fd);
}

int tape_twice_ok(struct tape_ok *tape, const char *path, const char *text, size_t size)
{
    tape->fd = open(path, O_WRONLY);
    if (tape->fd < 0)
        return -1;
    if (tape_write_ok(tape, text, size) != 0) {
        tape->fd = open("/dev/null", O_WRONLY);
        if (tape->fd < 0)
            return -1;
    }
    tape_close_ok(tape);
    return 0;
}
