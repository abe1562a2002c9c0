/* Pairs of pipes in one array: each end is one of four. */
#include <stdio.h>
#include <unistd.h>
#include <sys/types.h>

int open_both_ok(int fd[2])
{
    int fds[2][2];
    if (pipe(fds[0]) != 0)
        return -1;
    if (pipe(fds[1]) != 0) {
        close(fds[0][0]);
        close(fds[0][1]);
        return -1;
    }
    pid_t pid = fork();
    if (pid < 0) {
        close(fds[0][0]);
        close(fds[1][1]);
        close(fds[0][1]);
        close(fds[1][0]);
        return -1;
    }
    if (pid == 0) {
        close(fds[0][1]);
        close(fds[1][0]);
        if (dup2(fds[0][0], 0) < 0 || dup2(fds[1][1], 1) < 0)
            _exit(1);
        execl("/bin/cat", "cat", (char *)NULL);
        _exit(1);
    }
    close(fds[0][0]);
    close(fds[1][1]);
    fd[0] = fds[1][0];
    fd[1] = fds[0][1];
    return 0;
}

int open_both_bad(int fd[2])
{
    int fds[2][2];
    if (pipe(fds[0]) != 0)
        return -1;
    if (pipe(fds[1]) != 0) {
        close(fds[0][0]);
        close(fds[0][1]);
        return -1;
    }
    pid_t pid = fork();
    if (pid < 0) {
        close(fds[0][0]);
        close(fds[1][1]);
        close(fds[0][1]);
        close(fds[0][0]); // EXPECT: send-after-close
        return -1;
    }
    fd[0] = fds[1][0];
    fd[1] = fds[0][1];
    return 0;
}
