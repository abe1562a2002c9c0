/* The only end that reads is closed, then something is written: that is answered by SIGPIPE. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int check_image(int in);
int check_sound(int in);

/* The parent closes the end that reads before it makes the child, which so has none, either. */
int image_bad(const void *data, size_t size)
{
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    close(ends[0]);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        _exit(check_image(ends[0]) < 0);
    }
    ssize_t n = write(ends[1], data, size); // MISS: send-after-close
    close(ends[1]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return n == (ssize_t)size ? 0 : -EPIPE;
}

int sound_ok(const void *data, size_t size)
{
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        _exit(check_sound(ends[0]) < 0);
    }
    close(ends[0]);
    ssize_t n = write(ends[1], data, size);
    close(ends[1]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return n == (ssize_t)size ? 0 : -EPIPE;
}

/* A duplicate reads. */
int stream_ok(const void *data, size_t size)
{
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    int copy = dup(ends[0]);
    close(ends[0]);
    if (copy < 0) {
        close(ends[1]);
        return -errno;
    }
    ssize_t n = size <= 4096 ? write(ends[1], data, size) : -1;
    close(ends[1]);
    if (n > 0)
        check_sound(copy);
    close(copy);
    return n < 0 ? -1 : 0;
}
