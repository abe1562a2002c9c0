/* A child that becomes another program: what stands behind exec() runs only where that failed. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int read_one(int fd)
{
    char c;
    return read(fd, &c, 1) == 1 ? c : -1;
}

/* Behind `< 0` control comes as the parent only, who has not closed the end yet. */
int output_of_ok(const char *command)
{
    int fd[2];
    if (pipe(fd) != 0)
        return -1;
    pid_t pid = fork();
    if (pid < 0) {
        close(fd[0]);
        close(fd[1]);
        return -1;
    }
    if (pid == 0) {
        close(fd[0]);
        if (dup2(fd[1], STDOUT_FILENO) != STDOUT_FILENO)
            _exit(1);
        close(fd[1]);
        if (execlp(command, command, (char *)NULL) < 0)
            _exit(1);
    }
    close(fd[1]);
    int c = read_one(fd[0]);
    close(fd[0]);
    return c;
}

/* The same, told by a function of its own, which returns what exec() did. */
static int become(const char *command)
{
    char *arguments[] = {(char *)command, NULL};
    return execvp(command, arguments);
}

int output_of_called_ok(const char *command)
{
    int fd[2];
    if (pipe(fd) != 0)
        return -1;
    pid_t pid = fork();
    if (pid < 0) {
        close(fd[0]);
        close(fd[1]);
        return -1;
    }
    if (pid == 0) {
        dup2(fd[1], STDOUT_FILENO);
        close(fd[0]);
        close(fd[1]);
        int rc = become(command);
        if (rc == -1)
            exit(1);
    }
    close(fd[1]);
    int c = read_one(fd[0]);
    close(fd[0]);
    return c;
}

/* The failure is told, and then the child goes on as its parent does. */
int output_of_bad(const char *command)
{
    int fd[2];
    if (pipe(fd) != 0)
        return -1;
    pid_t pid = fork();
    if (pid < 0) {
        close(fd[0]);
        close(fd[1]);
        return -1;
    }
    if (pid == 0) {
        dup2(fd[1], STDOUT_FILENO);
        close(fd[1]);
        if (execlp(command, command, (char *)NULL) < 0)
            perror(command);
    }
    close(fd[1]); // EXPECT: send-after-close
    int c = read_one(fd[0]);
    close(fd[0]);
    return c;
}
