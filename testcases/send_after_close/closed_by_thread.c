/* A thread is handed a descriptor, and closes it when it has written all. Who has joined it must not close the number that he
 * still has: it may be another file's by then. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

/* ---- in a struct ---- */

struct output {
    const char *text;
    size_t size;
    int fd;
};

static void *put_all(void *arg)
{
    struct output *output = arg;
    size_t done = 0;

    while (done < output->size) {
        ssize_t n = write(output->fd, output->text + done, output->size - done);
        if (n < 0 && errno != EINTR)
            break;
        done += n < 0 ? 0 : (size_t)n;
    }
    close(output->fd);
    return NULL;
}

ssize_t pass_bad(const char *text, size_t size, char *answer, size_t room)
{
    int ends[2];
    pthread_t thread;

    if (pipe(ends) < 0)
        return -1;
    struct output output = {text, size, ends[1]};
    if (pthread_create(&thread, NULL, put_all, &output) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    ssize_t n = read(ends[0], answer, room);
    close(ends[0]);
    pthread_join(thread, NULL);
    close(ends[1]); // EXPECT: send-after-close
    return n;
}

ssize_t pass_ok(const char *text, size_t size, char *answer, size_t room)
{
    int ends[2];
    pthread_t thread;

    if (pipe(ends) < 0)
        return -1;
    struct output output = {text, size, ends[1]};
    if (pthread_create(&thread, NULL, put_all, &output) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    ssize_t n = read(ends[0], answer, room);
    pthread_join(thread, NULL);
    close(ends[0]);
    return n;
}

/* The number is given up with the descriptor. */
ssize_t pass_moved_ok(const char *text, size_t size, char *answer, size_t room)
{
    int ends[2], out;
    pthread_t thread;

    if (pipe(ends) < 0)
        return -1;
    out = ends[1];
    struct output output = {text, size, out};
    int rc = pthread_create(&thread, NULL, put_all, &output);
    if (rc == 0)
        out = -1;
    ssize_t n = rc == 0 ? read(ends[0], answer, room) : -1;
    close(ends[0]);
    if (rc == 0)
        pthread_join(thread, NULL);
    if (out >= 0)
        close(out);
    return n;
}

/* ---- by value ---- */

static void *say_hello(void *arg)
{
    int out = (int)(intptr_t)arg;

    if (write(out, "hello\n", 6) < 0)
        perror("hello");
    close(out);
    return NULL;
}

int greet_bad(const char *path)
{
    pthread_t thread;
    int fd = open(path, O_WRONLY);

    if (fd < 0)
        return -1;
    if (pthread_create(&thread, NULL, say_hello, (void *)(intptr_t)fd) != 0) {
        close(fd);
        return -1;
    }
    pthread_join(thread, NULL);
    return close(fd); // EXPECT: send-after-close
}

int greet_ok(const char *path)
{
    pthread_t thread;
    int fd = open(path, O_WRONLY);

    if (fd < 0)
        return -1;
    int rc = pthread_create(&thread, NULL, say_hello, (void *)(intptr_t)fd);
    if (rc != 0)
        close(fd);
    else
        pthread_join(thread, NULL);
    return rc;
}

/* ---- what the thread does not always close, or a copy of it ---- */

static void *say_once(void *arg)
{
    struct output *output = arg;

    if (output->size == 0)
        return NULL;
    if (write(output->fd, output->text, output->size) < 0)
        close(output->fd);
    return NULL;
}

int say_ok(const char *text, size_t size)
{
    pthread_t thread;
    int fd = open("/dev/console", O_WRONLY);

    if (fd < 0)
        return -1;
    struct output output = {text, size, fd};
    if (pthread_create(&thread, NULL, say_once, &output) != 0) {
        close(fd);
        return -1;
    }
    pthread_join(thread, NULL);
    return close(fd);
}

int copy_ok(const char *text, size_t size)
{
    pthread_t thread;
    int fd = open("/dev/console", O_WRONLY);

    if (fd < 0)
        return -1;
    struct output output = {text, size, dup(fd)};
    if (output.fd < 0 || pthread_create(&thread, NULL, put_all, &output) != 0) {
        close(fd);
        return -1;
    }
    pthread_join(thread, NULL);
    return close(fd);
}
