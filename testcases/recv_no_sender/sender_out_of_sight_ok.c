/* Who writes is another program, or code that is not ours: its standard output is the pipe, it is
 * told the number, it got the descriptor. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Of a library that we do not have the source of. */
int recorder_attach(int out);

static ssize_t read_line(int fd, char *line, size_t size)
{
    size_t used = 0;

    while (used < size && read(fd, line + used, 1) == 1 && line[used] != '\n')
        used++;
    return (ssize_t)used;
}

ssize_t version_ok(const char *program, char *line, size_t size)
{
    int ends[2];
    ssize_t n = -1;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp(program, program, "--version", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    if (child > 0) {
        n = read_line(ends[0], line, size);
        waitpid(child, NULL, 0);
    }
    close(ends[0]);
    return n;
}

/* The program says that it is ready, to the number in its environment. */
int start_service_ok(char *const *arguments)
{
    char number[16], byte;
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        snprintf(number, sizeof number, "%d", ends[1]);
        setenv("NOTIFY_FD", number, 1);
        execv(arguments[0], arguments);
        _exit(127);
    }
    close(ends[1]);
    int is_ready = child > 0 && read(ends[0], &byte, 1) == 1;
    close(ends[0]);
    return is_ready ? 0 : -1;
}

ssize_t host_name_ok(char *line, size_t size)
{
    char *arguments[] = {"hostname", "-f", NULL};
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t child;
    ssize_t n = -1;

    if (pipe(ends) < 0)
        return -errno;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int status = posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (status == 0) {
        n = read_line(ends[0], line, size);
        waitpid(child, NULL, 0);
    }
    close(ends[0]);
    return n;
}

int record_ok(void)
{
    short sample;
    int ends[2];
    int sum = 0;

    if (pipe(ends) < 0)
        return -errno;
    if (recorder_attach(ends[1]) < 0) {
        close(ends[1]);
        close(ends[0]);
        return -EIO;
    }
    while (read(ends[0], &sample, sizeof sample) == (ssize_t)sizeof sample)
        sum += sample;
    close(ends[0]);
    return sum;
}

/* The words that were written before, the same thread reads. */
int loop_back_ok(void)
{
    char byte = 'x';
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -errno;
    int status = -1;
    if (send(ends[0], &byte, 1, 0) == 1 && recv(ends[1], &byte, 1, 0) == 1)
        status = byte;
    close(ends[0]);
    close(ends[1]);
    return status;
}
