/* A connection that does not come about: its place is marked as empty again. One is closed first, one is handed to somebody
 * else, one had been told to others. The twins only mark the place. */
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct peer {
    struct sockaddr_in at;
    int fd;
    unsigned failures;
};

bool peer_greet(int fd);
void peer_watch(struct peer *peer);

static void be_patient(int fd)
{
    struct timeval patience = {.tv_sec = 3};

    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
}

bool peer_dial_ok(struct peer *peer)
{
    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (peer->fd < 0)
        return false;
    be_patient(peer->fd);
    if (connect(peer->fd, (struct sockaddr *)&peer->at, sizeof(peer->at)) < 0) {
        peer->failures++;
        close(peer->fd);
        peer->fd = -1;
        return false;
    }
    return true;
}

int peer_lend_ok(struct peer *peer)
{
    int fd;

    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (peer->fd < 0)
        return -1;
    be_patient(peer->fd);
    if (connect(peer->fd, (struct sockaddr *)&peer->at, sizeof(peer->at)) < 0)
        peer->failures++;
    fd = peer->fd;
    peer->fd = -1;
    return fd;
}

bool peer_announce_ok(struct peer *peer)
{
    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (peer->fd < 0)
        return false;
    be_patient(peer->fd);
    peer_watch(peer);
    if (connect(peer->fd, (struct sockaddr *)&peer->at, sizeof(peer->at)) < 0) {
        peer->fd = -1;
        return false;
    }
    return true;
}

bool peer_dial_bad(struct peer *peer)
{
    peer->fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked
    if (peer->fd < 0)
        return false;
    be_patient(peer->fd);
    if (connect(peer->fd, (struct sockaddr *)&peer->at, sizeof(peer->at)) < 0) {
        peer->failures++;
        peer->fd = -1;
        return false;
    }
    return true;
}

bool peer_redial_bad(struct peer *peer)
{
    close(peer->fd);
    peer->fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked
    if (peer->fd < 0)
        return false;
    be_patient(peer->fd);
    if (connect(peer->fd, (struct sockaddr *)&peer->at, sizeof(peer->at)) == 0 && peer_greet(3))
        return true;
    perror("peer");
    peer->fd = -1;
    return false;
}
