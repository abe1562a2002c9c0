/* A child waits for a byte, or for the end of the pipe, before it goes on. Where something fails its parent waits for
 * it before it closes the end that writes. */
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int map_ids(pid_t child);
int run_child(void);

int start_mapped_bad(void)
{
    int ends[2], status = -1;
    char go;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        if (read(ends[0], &go, 1) != 1) // EXPECT: recv-no-sender
            _exit(1);
        _exit(run_child());
    }
    close(ends[0]);
    if (child < 0)
        goto out;
    if (map_ids(child) != 0)
        goto out;
    if (write(ends[1], "g", 1) != 1)
        goto out;
out:
    if (child > 0)
        waitpid(child, &status, 0);
    close(ends[1]);
    return status;
}

int start_mapped_ok(void)
{
    int ends[2], status = -1;
    char go;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        if (read(ends[0], &go, 1) != 1)
            _exit(1);
        _exit(run_child());
    }
    close(ends[0]);
    if (child < 0)
        goto out;
    if (map_ids(child) != 0)
        goto out;
    if (write(ends[1], "g", 1) != 1)
        goto out;
out:
    close(ends[1]);
    if (child > 0)
        waitpid(child, &status, 0);
    return status;
}

/* Where it fails, the child is ended by a signal. */
int start_killed_ok(void)
{
    int ends[2], status = -1;
    char go;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        if (read(ends[0], &go, 1) != 1)
            _exit(1);
        _exit(run_child());
    }
    close(ends[0]);
    if (child > 0 && map_ids(child) != 0) {
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        close(ends[1]);
        return -1;
    }
    if (write(ends[1], "g", 1) == 1 && child > 0)
        waitpid(child, &status, 0);
    close(ends[1]);
    return status;
}

/* It only looks whether the child has ended. */
int start_looked_at_ok(void)
{
    int ends[2], status = -1;
    char go;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        if (read(ends[0], &go, 1) != 1)
            _exit(1);
        _exit(run_child());
    }
    close(ends[0]);
    if (child > 0 && waitpid(child, &status, WNOHANG) == 0)
        status = write(ends[1], "g", 1) == 1 ? 0 : -1;
    close(ends[1]);
    return status;
}
