/* A number notes by its bits which steps have been taken, and the way out takes those back. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STEP_SOCKET = 1, STEP_CONNECTED = 2, STEP_GREETED = 4 };

int greet_ok(const struct sockaddr *peer, socklen_t size, int how)
{
    unsigned done = 0;
    int fd = -1, rc = -1;

    if (how & 1) {
        fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (fd < 0)
            return -1;
        done |= STEP_SOCKET;
    }
    if (how & 2) {
        if (connect(fd, peer, size) < 0)
            goto out;
        done |= STEP_CONNECTED;
    }
    if (how & 4)
        done |= STEP_GREETED;
    rc = 0;
out:
    if (done & STEP_GREETED)
        puts("greeted");
    if (done & STEP_SOCKET)
        close(fd);
    return rc;
}

int greet_bad(const struct sockaddr *peer, socklen_t size, int how)
{
    unsigned done = 0;
    int fd = -1, rc = -1;

    if (how & 1) {
        fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked
        if (fd < 0)
            return -1;
        done |= STEP_SOCKET;
    }
    if (how & 2) {
        if (connect(fd, peer, size) < 0)
            goto out;
        done |= STEP_CONNECTED;
    }
    if (how & 4)
        done |= STEP_GREETED;
    rc = 0;
out:
    if (done & STEP_GREETED)
        puts("greeted");
    if (done & STEP_CONNECTED)
        close(fd);
    return rc;
}
