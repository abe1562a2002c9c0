/* A listener for discovery datagrams sits in recvfrom(). */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { PACKET_SIZE = 1500 };

void packet_parse(const char *packet, size_t size);

struct browser {
    int fd;
    pthread_t listener;
    volatile bool exiting;
};

struct resolver {
    int fd;
    struct sockaddr_in self;
    pthread_t listener;
    volatile bool exiting;
};

struct responder {
    int fd;
    pthread_t listener;
    volatile bool exiting;
};

static void *browser_listen(void *arg)
{
    struct browser *b = arg;
    char packet[PACKET_SIZE];
    while (!b->exiting) {
        struct sockaddr_in from;
        socklen_t size = sizeof from;
        ssize_t n = recvfrom(b->fd, packet, sizeof packet, 0, (struct sockaddr *)&from, &size);
        if (n > 0)
            packet_parse(packet, (size_t)n);
    }
    return NULL;
}

static void *resolver_listen(void *arg)
{
    struct resolver *r = arg;
    char packet[PACKET_SIZE];
    while (!r->exiting) {
        struct sockaddr_in from;
        socklen_t size = sizeof from;
        ssize_t n = recvfrom(r->fd, packet, sizeof packet, 0, (struct sockaddr *)&from, &size);
        if (n > 0)
            packet_parse(packet, (size_t)n);
    }
    return NULL;
}

static void *responder_listen(void *arg)
{
    struct responder *r = arg;
    char packet[PACKET_SIZE];
    while (!r->exiting) {
        ssize_t n = recv(r->fd, packet, sizeof packet, 0);
        if (n > 0)
            packet_parse(packet, (size_t)n);
    }
    return NULL;
}

struct browser *browser_new_bad(void)
{
    struct browser *b = calloc(1, sizeof *b);
    if (b == NULL)
        return NULL;
    b->fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (b->fd < 0 ||
        pthread_create(&b->listener, NULL, browser_listen, b)) { // EXPECT: thread-no-stop
        free(b);
        return NULL;
    }
    return b;
}

void browser_free(struct browser *b)
{
    b->exiting = true;
    pthread_join(b->listener, NULL);
    close(b->fd);
    free(b);
}

/* Sends a datagram to its own socket. */
struct resolver *resolver_new_ok(void)
{
    struct resolver *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->self.sin_family = AF_INET;
    r->self.sin_port = htons(5353);
    r->self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    r->fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (r->fd < 0 || pthread_create(&r->listener, NULL, resolver_listen, r)) {
        free(r);
        return NULL;
    }
    return r;
}

void resolver_free(struct resolver *r)
{
    r->exiting = true;
    sendto(r->fd, "", 1, 0, (struct sockaddr *)&r->self, sizeof r->self);
    pthread_join(r->listener, NULL);
    close(r->fd);
    free(r);
}

/* The socket has a time-out. */
struct responder *responder_new_ok(void)
{
    const struct timeval patience = {.tv_usec = 500 * 1000};
    struct responder *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(r->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (r->fd < 0 || pthread_create(&r->listener, NULL, responder_listen, r)) {
        free(r);
        return NULL;
    }
    return r;
}

void responder_free(struct responder *r)
{
    r->exiting = true;
    pthread_join(r->listener, NULL);
    close(r->fd);
    free(r);
}
