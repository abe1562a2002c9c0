#include "child.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int child_start(struct child *child, void (*body)(int out))
{
    int ends[2];

    if (pipe(ends) < 0)
        return -errno;
    child->pid = fork();
    if (child->pid == 0) {
        close(ends[0]);
        body(ends[1]);
        _exit(EXIT_SUCCESS);
    }
    close(ends[1]);
    child->out = ends[0];
    return child->pid < 0 ? -errno : 0;
}

int child_wait(struct child *child)
{
    int status;

    while (waitpid(child->pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -errno;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -EINTR;
}

size_t child_text(struct child *child, char *text, size_t size)
{
    size_t used = 0;
    ssize_t n;

    while (used < size && (n = read(child->out, text + used, size - used)) > 0)
        used += (size_t)n;
    close(child->out);
    return used;
}
