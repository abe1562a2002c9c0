/* What is known of each peer that ever sent something, in a hash table of macros. */
#include "mini_uthash.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>

struct peer {
    char address[INET6_ADDRSTRLEN];
    unsigned long packets;
    time_t last;
    hash_handle hh;
};

static struct peer *peers_bad;

static void count_bad(const char *address)
{
    struct peer *peer;
    HASH_FIND(hh, peers_bad, address, strlen(address), peer);
    if (peer == NULL) {
        peer = calloc(1, sizeof(*peer));
        if (peer == NULL)
            return;
        snprintf(peer->address, sizeof(peer->address), "%s", address);
        size_t size = strlen(peer->address);
        HASH_ADD_KEYPTR(hh, peers_bad, peer->address, size, peer); // EXPECT: cache-only-grows
    }
    peer->packets++;
}

struct guest {
    char address[INET6_ADDRSTRLEN];
    unsigned long packets;
    hash_handle hh;
};

static struct guest *guests;

static void count_bounded_ok(const char *address)
{
    struct guest *guest;
    HASH_FIND(hh, guests, address, strlen(address), guest);
    if (guest == NULL) {
        if (HASH_COUNT(hh, guests) >= 1024)
            return;
        guest = calloc(1, sizeof(*guest));
        if (guest == NULL)
            return;
        snprintf(guest->address, sizeof(guest->address), "%s", address);
        HASH_ADD_KEYPTR(hh, guests, guest->address, strlen(guest->address), guest);
    }
    guest->packets++;
}

struct visit {
    char address[INET6_ADDRSTRLEN];
    time_t last;
    hash_handle hh;
};

static struct visit *visits;

static void drop_old(time_t now)
{
    struct visit *visit = visits, *next;
    for (; visit; visit = next) {
        next = visit->hh.next;
        if (visit->last + 600 < now) {
            HASH_DEL(hh, visits, visit);
            free(visit);
        }
    }
}

static void note_ok(const char *address, time_t now)
{
    struct visit *visit;
    drop_old(now);
    HASH_FIND(hh, visits, address, strlen(address), visit);
    if (visit == NULL) {
        visit = calloc(1, sizeof(*visit));
        if (visit == NULL)
            return;
        snprintf(visit->address, sizeof(visit->address), "%s", address);
        HASH_ADD_KEYPTR(hh, visits, visit->address, strlen(visit->address), visit);
    }
    visit->last = now;
}

int main(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(5140)}, from;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&own, sizeof(own)) != 0)
        return 1;
    for (;;) {
        char data[512], address[INET_ADDRSTRLEN];
        socklen_t size = sizeof(from);
        ssize_t n = recvfrom(fd, data, sizeof(data), 0, (struct sockaddr *)&from, &size);
        if (n < 0 || !inet_ntop(AF_INET, &from.sin_addr, address, sizeof(address)))
            continue;
        count_bad(address);
        count_bounded_ok(address);
        note_ok(address, time(NULL));
    }
}
