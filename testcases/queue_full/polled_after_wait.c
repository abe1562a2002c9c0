/* Both outputs of a program are drained by poll(), but only once it has ended. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t launch(const char *path, const int out[2], const int errors[2])
{
    pid_t child = fork();

    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(errors[1], STDERR_FILENO);
        execl(path, path, (char *)NULL);
        _exit(127);
    }
    return child;
}

static void show(int from, FILE *to)
{
    char part[1024];
    ssize_t n = read(from, part, sizeof part);

    if (n > 0)
        fwrite(part, 1, (size_t)n, to);
}

static int make_pipes(int out[2], int errors[2])
{
    if (pipe(out) < 0)
        return -1;
    if (pipe(errors) < 0) {
        close(out[0]);
        close(out[1]);
        return -1;
    }
    return 0;
}

int run_bad(void)
{
    int out[2], errors[2], status;

    if (make_pipes(out, errors) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(errors[1], STDERR_FILENO);
        execl("/bin/dmesg", "dmesg", (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    close(errors[1]);
    struct pollfd both[2] = {{out[0], POLLIN, 0}, {errors[0], POLLIN, 0}};
    while (waitpid(child, &status, 0) < 0) // EXPECT: queue-full
        if (errno != EINTR)
            return -1;
    while (poll(both, 2, -1) > 0 && (both[0].revents & POLLIN || both[1].revents & POLLIN))
        for (int i = 0; i < 2; i++)
            if (both[i].revents & POLLIN)
                show(both[i].fd, i ? stderr : stdout);
    close(out[0]);
    close(errors[0]);
    return status;
}

int run_ok(void)
{
    int out[2], errors[2], status;

    if (make_pipes(out, errors) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(errors[1], STDERR_FILENO);
        execl("/bin/dmesg", "dmesg", (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    close(errors[1]);
    struct pollfd both[2] = {{out[0], POLLIN, 0}, {errors[0], POLLIN, 0}};
    while (poll(both, 2, -1) > 0 && (both[0].revents & POLLIN || both[1].revents & POLLIN))
        for (int i = 0; i < 2; i++)
            if (both[i].revents & POLLIN)
                show(both[i].fd, i ? stderr : stdout);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    close(out[0]);
    close(errors[0]);
    return status;
}

/* Who gets the set drains it. */
static void drain(struct pollfd *both)
{
    while (poll(both, 2, 100) > 0)
        for (int i = 0; i < 2; i++)
            if (both[i].revents & POLLIN)
                show(both[i].fd, i ? stderr : stdout);
}

int run_by_helper_ok(void)
{
    int out[2], errors[2], status;

    if (make_pipes(out, errors) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(errors[1], STDERR_FILENO);
        execl("/bin/dmesg", "dmesg", (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    close(errors[1]);
    struct pollfd both[2] = {{out[0], POLLIN, 0}, {errors[0], POLLIN, 0}};
    drain(both);
    waitpid(child, &status, 0);
    if (poll(both, 2, -1) > 0 && both[0].revents & POLLIN)
        show(both[0].fd, stdout);
    close(out[0]);
    close(errors[0]);
    return status;
}

int run_selected_bad(void)
{
    int out[2], errors[2], status;
    fd_set ready;

    if (make_pipes(out, errors) < 0)
        return -1;
    pid_t child = launch("/bin/dmesg", out, errors);
    close(out[1]);
    close(errors[1]);
    waitpid(child, &status, 0); // EXPECT: queue-full
    FD_ZERO(&ready);
    FD_SET(out[0], &ready);
    FD_SET(errors[0], &ready);
    if (select((out[0] > errors[0] ? out[0] : errors[0]) + 1, &ready, NULL, NULL, NULL) > 0) {
        if (FD_ISSET(out[0], &ready))
            show(out[0], stdout);
        if (FD_ISSET(errors[0], &ready))
            show(errors[0], stderr);
    }
    close(out[0]);
    close(errors[0]);
    return status;
}
