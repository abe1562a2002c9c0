#include "terminal.h"

#include <fcntl.h>
#include <unistd.h>

pid_t terminal_fork(int *ret_fd, const char *name)
{
    int slave = -1;

    if (*ret_fd != -1)
        close(*ret_fd);

    *ret_fd = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    if (*ret_fd == -1)
        return -1;
    slave = open(name, O_RDWR | O_NOCTTY);
    if (slave == -1) {
        close(*ret_fd);
        return -1;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(*ret_fd);
        dup2(slave, STDIN_FILENO);
        return 0;
    }
    if (pid == -1)
        close(*ret_fd);
    close(slave);
    return pid;
}
