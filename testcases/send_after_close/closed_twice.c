/* An error path closes both ends, and the common way out does it again: by then the number may be
 * that of another file. */
#include <errno.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int serve(int fd);
int greet(int fd);

int hire_bad(void)
{
    int ends[2];
    int status;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -errno;
    pid_t helper = fork();
    if (helper < 0) {
        status = -errno;
        close(ends[0]);
        close(ends[1]);
        goto out;
    }
    if (helper == 0) {
        close(ends[0]);
        _exit(serve(ends[1]));
    }
    close(ends[1]);
    status = greet(ends[0]);
out:
    close(ends[0]); // EXPECT: send-after-close
    return status;
}

int employ_ok(void)
{
    int ends[2];
    int status;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -errno;
    pid_t helper = fork();
    if (helper < 0) {
        status = -errno;
        close(ends[1]);
        goto out;
    }
    if (helper == 0) {
        close(ends[0]);
        _exit(serve(ends[1]));
    }
    close(ends[1]);
    status = greet(ends[0]);
out:
    close(ends[0]);
    return status;
}

/* What is closed is no descriptor any longer, and the way out looks at that. */
int engage_ok(void)
{
    int ends[2] = {-1, -1};
    int status;

    if (pipe(ends) < 0)
        return -errno;
    status = greet(ends[1]);
    if (status < 0) {
        close(ends[1]);
        ends[1] = -1;
        goto out;
    }
    status = serve(ends[0]);
out:
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0)
            close(ends[i]);
    }
    return status;
}

/* A new pipe at the old place. */
int renew_ok(int n_rounds)
{
    int ends[2];
    char word[4];

    for (int i = 0; i < n_rounds; i++) {
        if (pipe(ends) < 0)
            return -errno;
        if (write(ends[1], "ping", 4) != 4)
            n_rounds = 0;
        close(ends[1]);
        if (read(ends[0], word, sizeof word) != (ssize_t)sizeof word)
            n_rounds = 0;
        close(ends[0]);
    }
    return 0;
}

/* The process and its copy each close what they have. */
int copy_ok(void)
{
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    if (fork() == 0) {
        close(ends[0]);
        int failed = greet(ends[1]) < 0;
        close(ends[1]);
        _exit(failed);
    }
    close(ends[1]);
    int status = serve(ends[0]);
    close(ends[0]);
    return status;
}
