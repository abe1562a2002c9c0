/* The fork is in a function that tries again. The child closes its own copy of the end that is read from; the parent
 * reads. */
#include <errno.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t fork_again(int tries)
{
    pid_t pid;

    while ((pid = fork()) < 0 && errno == EAGAIN && tries-- > 0)
        sleep(1);
    return pid;
}

int main(void)
{
    int ends[2], word = 1;

    if (pipe(ends) < 0)
        return 1;
    pid_t pid = fork_again(3);
    if (pid == 0) {
        close(ends[0]);
        _exit(write(ends[1], &word, sizeof word) < 0);
    }
    close(ends[1]);
    if (pid > 0 && read(ends[0], &word, sizeof word) == (ssize_t)sizeof word)
        waitpid(pid, NULL, 0);
    close(ends[0]);
    return 0;
}
