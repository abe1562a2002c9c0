/* A function that closes what it was given where it fails: its caller must not do so again. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
    int fd;
    int state;
};

/* Owns the descriptor from now on. */
static int greet(int fd, struct session *session)
{
    if (send(fd, "hello", 5, 0) < 0) {
        close(fd);
        return -1;
    }
    session->fd = fd;
    return 0;
}

int greet_peer_bad(struct session *session)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    if (greet(fd, session) != 0) {
        close(fd); // EXPECT: send-after-close
        return -1;
    }
    return 0;
}

int greet_peer_ok(struct session *session)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    return greet(fd, session);
}

/* One way out for all errors, with the result in a variable. */
static struct session *adopt(int fd, int state)
{
    struct session *session = malloc(sizeof(*session));

    if (!session) {
        perror("adopt");
        close(fd);
        return NULL;
    }
    session->fd = fd;
    session->state = state;
    return session;
}

int adopt_bad(const char *path)
{
    int result = -1;
    int fd = open(path, O_RDWR);
    struct session *session;

    if (fd < 0)
        return -1;
    session = adopt(fd, 1);
    if (!session)
        goto out;
    result = session->state;
    free(session);
out:
    close(fd); // EXPECT: send-after-close
    return result;
}

int adopt_ok(const char *path)
{
    int result = -1;
    int fd = open(path, O_RDWR);
    struct session *session;

    if (fd < 0)
        return -1;
    session = adopt(fd, 1);
    if (!session)
        return -1;
    result = session->state;
    free(session);
    close(fd);
    return result;
}

/* It fails without a close, too: the caller cannot know, and whatever he does is wrong in one of the cases. */
static int check(int fd, int strict)
{
    if (strict && lseek(fd, 0, SEEK_SET) != 0)
        return -1;
    if (fsync(fd) != 0) {
        close(fd);
        return -1;
    }
    return 0;
}

int check_bad(const char *path, int strict)
{
    int fd = open(path, O_RDWR);

    if (fd < 0)
        return -1;
    if (check(fd, strict) != 0) {
        close(fd); // EXPECT: send-after-close
        return -1;
    }
    close(fd);
    return 0;
}

/* The failures are told apart. */
static int rewind_or_close(int fd)
{
    if (lseek(fd, 0, SEEK_SET) != 0)
        return -2;
    if (ftruncate(fd, 0) != 0) {
        close(fd);
        return -1;
    }
    return 0;
}

int rewind_ok(const char *path)
{
    int fd = open(path, O_RDWR);
    int result;

    if (fd < 0)
        return -1;
    result = rewind_or_close(fd);
    if (result == -1)
        return -1;
    close(fd);
    return result;
}

/* It is another descriptor by then. */
int greet_again_ok(struct session *session)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    for (int i = 0; fd >= 0 && i < 3; i++) {
        if (greet(fd, session) == 0)
            return 0;
        fd = socket(AF_INET6, SOCK_STREAM, 0);
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

/* A truth tells it: where it holds nothing is closed, whatever else may fail behind that. */
static int joined(int fd, const struct sockaddr *peer, socklen_t size)
{
    if (connect(fd, peer, size) != 0) {
        close(fd);
        return 0;
    }
    return 1;
}

int join_peer_bad(const struct sockaddr *peer, socklen_t size, struct session *session)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    if (!joined(fd, peer, size)) {
        close(fd); // EXPECT: send-after-close
        return -1;
    }
    session->fd = fd;
    return 0;
}

int join_peer_ok(const struct sockaddr *peer, socklen_t size, struct session *session)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    if (!joined(fd, peer, size))
        return -1;
    if (send(fd, "hello", 5, 0) < 0) {
        close(fd);
        return -1;
    }
    session->fd = fd;
    return 0;
}
