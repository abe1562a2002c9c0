/* All of a text, however long, is written to a filter before anything is read of what it makes of it; or by a thread; or
 * all of a text that is known to be short; or a short answer is asked for. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct text {
    char *bytes;
    size_t size;
};

struct filter {
    pid_t pid;
    int in, out;
};

static int filter_open(struct filter *filter, const char *tool)
{
    int to[2], from[2];

    if (pipe(to) < 0)
        return -1;
    if (pipe(from) < 0) {
        close(to[0]);
        close(to[1]);
        return -1;
    }
    filter->pid = fork();
    if (filter->pid == 0) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        close(to[0]);
        close(to[1]);
        close(from[0]);
        close(from[1]);
        execlp(tool, tool, (char *)NULL);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    filter->in = to[1];
    filter->out = from[0];
    return filter->pid < 0 ? -1 : 0;
}

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
        }
    }
    return 0;
}

static int append(struct text *text, const char *part, size_t size)
{
    char *more = realloc(text->bytes, text->size + size);

    if (!more)
        return -1;
    memcpy(more + text->size, part, size);
    text->bytes = more;
    text->size += size;
    return 0;
}

int convert_bad(const struct text *source, struct text *result)
{
    struct filter filter;
    char part[4096];
    ssize_t n;

    if (filter_open(&filter, "pandoc") < 0)
        return -1;
    write_all(filter.in, source->bytes, source->size); // EXPECT: queue-full
    close(filter.in);
    while ((n = read(filter.out, part, sizeof part)) > 0)
        append(result, part, (size_t)n);
    close(filter.out);
    return waitpid(filter.pid, NULL, 0) < 0 ? -1 : 0;
}

/* ---- the descriptors by address ---- */

static pid_t tool_open(const char *tool, int *to, int *from)
{
    int in[2], out[2];

    if (pipe(in) < 0)
        return -1;
    if (pipe(out) < 0) {
        close(in[0]);
        close(in[1]);
        return -1;
    }
    pid_t pid = fork();
    if (pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[0]);
        close(in[1]);
        close(out[0]);
        close(out[1]);
        execlp(tool, tool, (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    *to = in[1];
    *from = out[0];
    return pid;
}

int compress_bad(const char *bytes, size_t size, struct text *result)
{
    int to, from;
    char part[4096];
    ssize_t n;
    pid_t pid = tool_open("xz", &to, &from);

    if (pid < 0)
        return -1;
    write_all(to, bytes, size); // EXPECT: queue-full
    close(to);
    while ((n = read(from, part, sizeof part)) > 0)
        append(result, part, (size_t)n);
    close(from);
    return waitpid(pid, NULL, 0) < 0 ? -1 : 0;
}

/* ---- the descriptor and the rest in an object ---- */

struct feed {
    int fd;
    const char *bytes;
    size_t left;
};

static void *feed_all(void *arg)
{
    struct feed *feed = arg;

    while (feed->left > 0) {
        ssize_t n = write(feed->fd, feed->bytes, feed->left); // EXPECT: queue-full
        if (n < 0) {
            if (errno == EINTR)
                continue;
            break;
        }
        feed->bytes += n;
        feed->left -= (size_t)n;
    }
    close(feed->fd);
    return NULL;
}

int indent_bad(const char *bytes, size_t size, struct text *result)
{
    int to[2], from[2];
    char part[4096];
    ssize_t n;

    if (pipe(to) < 0)
        return -1;
    if (pipe(from) < 0) {
        close(to[0]);
        close(to[1]);
        return -1;
    }
    pid_t pid = fork();
    if (pid == 0) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        close(to[0]);
        close(to[1]);
        close(from[0]);
        close(from[1]);
        execlp("indent", "indent", (char *)NULL);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    struct feed feed = {to[1], bytes, size};
    feed_all(&feed);
    while ((n = read(from[0], part, sizeof part)) > 0)
        append(result, part, (size_t)n);
    close(from[0]);
    return waitpid(pid, NULL, 0) < 0 ? -1 : 0;
}

/* ---- what is short, or asked for ---- */

int list_ok(struct text *result)
{
    struct filter filter;
    char part[4096];
    ssize_t n;

    if (filter_open(&filter, "bc") < 0)
        return -1;
    write_all(filter.in, "2^1000\n", 7);
    close(filter.in);
    while ((n = read(filter.out, part, sizeof part)) > 0)
        append(result, part, (size_t)n);
    close(filter.out);
    return waitpid(filter.pid, NULL, 0) < 0 ? -1 : 0;
}

int greet_ok(const char *name, struct text *result)
{
    struct filter filter;
    char part[4096];
    ssize_t n;

    if (filter_open(&filter, "figlet") < 0)
        return -1;
    write_all(filter.in, name, strlen(name));
    close(filter.in);
    while ((n = read(filter.out, part, sizeof part)) > 0)
        append(result, part, (size_t)n);
    close(filter.out);
    return waitpid(filter.pid, NULL, 0) < 0 ? -1 : 0;
}

int checksum_ok(const struct text *source, char sum[65])
{
    struct filter filter;

    if (filter_open(&filter, "sha256sum") < 0)
        return -1;
    write_all(filter.in, source->bytes, source->size);
    close(filter.in);
    ssize_t n = read(filter.out, sum, 64);
    sum[n > 0 ? n : 0] = '\0';
    close(filter.out);
    return waitpid(filter.pid, NULL, 0) < 0 ? -1 : 0;
}
