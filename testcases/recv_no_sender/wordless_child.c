/* A parent waits for a word of its child, who may end without one; as long as the parent has the end that writes open
 * itself, the end of file does not come either. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int serve(void);
int load_rules(void);

/* ---- a child that fails ---- */

int start_server_bad(void)
{
    int ends[2];
    char ready = 0;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child < 0)
        return -errno;
    if (child == 0) {
        close(ends[0]);
        if (load_rules() < 0)
            _exit(1);
        if (write(ends[1], "r", 1) != 1)
            _exit(1);
        close(ends[1]);
        _exit(serve());
    }
    ssize_t n = read(ends[0], &ready, 1); // EXPECT: recv-no-sender
    close(ends[0]);
    return n == 1 ? 0 : -1;
}

int start_server_ok(void)
{
    int ends[2];
    char ready = 0;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child < 0)
        return -errno;
    if (child == 0) {
        close(ends[0]);
        if (load_rules() < 0)
            _exit(1);
        if (write(ends[1], "r", 1) != 1)
            _exit(1);
        close(ends[1]);
        _exit(serve());
    }
    close(ends[1]);
    ssize_t n = read(ends[0], &ready, 1);
    close(ends[0]);
    return n == 1 ? 0 : -1;
}

/* It says on all ways how it went. */
int check_rules_ok(void)
{
    int ends[2];
    int answer = -1;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        answer = load_rules();
        _exit(write(ends[1], &answer, sizeof answer) != (ssize_t)sizeof answer);
    }
    if (child > 0) {
        if (read(ends[0], &answer, sizeof answer) != (ssize_t)sizeof answer)
            answer = -1;
        waitpid(child, NULL, 0);
    }
    close(ends[0]);
    close(ends[1]);
    return answer;
}

/* ---- one that becomes another program, and says only that it could not ---- */

int run_tool_bad(char *const *arguments)
{
    int ends[2] = {-1, -1};
    int failed = 0;
    int kept[2];
    unsigned n_kept = 0;

    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    kept[n_kept++] = ends[1];
    pid_t child = fork();
    if (child == 0) {
        execvp(arguments[0], arguments);
        failed = errno;
        if (write(kept[0], &failed, sizeof failed) < 0)
            _exit(126);
        _exit(127);
    }
    if (child > 0 && read(ends[0], &failed, sizeof failed) <= 0) // EXPECT: recv-no-sender
        failed = 0;
    close(ends[0]);
    close(ends[1]);
    ends[0] = ends[1] = -1;
    return child < 0 ? -1 : failed;
}

int run_tool_ok(char *const *arguments)
{
    int ends[2];
    int failed = 0;

    if (pipe(ends) < 0)
        return -errno;
    if (fcntl(ends[1], F_SETFD, FD_CLOEXEC) < 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        execvp(arguments[0], arguments);
        failed = errno;
        if (write(ends[1], &failed, sizeof failed) < 0)
            _exit(126);
        _exit(127);
    }
    close(ends[1]);
    if (child > 0 && read(ends[0], &failed, sizeof failed) <= 0)
        failed = 0;
    close(ends[0]);
    return child < 0 ? -1 : failed;
}

/* ---- a child that leaves the word to its own child ---- */

int start_daemon_ok(void)
{
    int ends[2];
    int status = 0;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child < 0)
        return -errno;
    if (child == 0) {
        pid_t daemon = fork();
        if (daemon > 0)
            _exit(0);
        status = daemon < 0 ? -1 : load_rules();
        if (write(ends[1], &status, sizeof status) < 0)
            _exit(1);
        _exit(status == 0 ? serve() : 1);
    }
    waitpid(child, NULL, 0);
    if (read(ends[0], &status, sizeof status) != (ssize_t)sizeof status)
        status = -1;
    close(ends[0]);
    close(ends[1]);
    return status;
}

int start_daemon_bad(void)
{
    int ends[2];
    int status = 0;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child < 0)
        return -errno;
    if (child == 0) {
        pid_t daemon = fork();
        if (daemon > 0)
            _exit(0);
        if (setsid() < 0)
            _exit(1);
        status = daemon < 0 ? -1 : load_rules();
        if (write(ends[1], &status, sizeof status) < 0)
            _exit(1);
        _exit(status == 0 ? serve() : 1);
    }
    waitpid(child, NULL, 0);
    if (read(ends[0], &status, sizeof status) != sizeof status) // EXPECT: recv-no-sender
        status = -1;
    close(ends[0]);
    close(ends[1]);
    return status;
}
