/* A pair of sockets of which one direction is shut down: what is sent that way afterwards is lost,
 * the other way is open. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

void serve_query(int fd);
void serve_count(int fd);

ssize_t query_bad(const char *text, char *answer, size_t size)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        serve_query(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    ssize_t n = send(ends[0], text, strlen(text), MSG_NOSIGNAL);
    shutdown(ends[0], SHUT_WR);
    if (n >= 0)
        n = send(ends[0], "\n", 1, MSG_NOSIGNAL); // EXPECT: send-after-close
    if (n >= 0)
        n = recv(ends[0], answer, size, 0);
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return n;
}

ssize_t count_ok(const char *text, char *answer, size_t size)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        serve_count(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    ssize_t n = send(ends[0], text, strlen(text), MSG_NOSIGNAL);
    if (n >= 0)
        n = send(ends[0], "\n", 1, MSG_NOSIGNAL);
    shutdown(ends[0], SHUT_WR);
    if (n >= 0)
        n = recv(ends[0], answer, size, 0);
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return n;
}

/* Only the direction that is not used is shut down. */
int tell_ok(const char *text)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        serve_count(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    shutdown(ends[0], SHUT_RD);
    ssize_t n = send(ends[0], text, strlen(text), MSG_NOSIGNAL);
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return n < 0 ? -1 : 0;
}
