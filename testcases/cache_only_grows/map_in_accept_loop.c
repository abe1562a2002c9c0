/* The classic: a map that a server fills for each client and never empties. Its twin empties it when there are
 * too many. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUCKETS = 64, MOST = 1000 };

struct visit {
    char address[INET_ADDRSTRLEN];
    unsigned count;
    struct visit *next;
};

struct guest {
    char address[INET_ADDRSTRLEN];
    unsigned count;
    struct guest *next;
};

static struct visit *visits[BUCKETS];
static struct guest *guests[BUCKETS];
static unsigned n_guests;

static unsigned bucket_of(const char *text)
{
    unsigned hash = 0;
    while (*text)
        hash = hash * 31 + (unsigned char)*text++;
    return hash % BUCKETS;
}

static void count_visit_bad(const char *address)
{
    unsigned b = bucket_of(address);
    struct visit *visit;

    for (visit = visits[b]; visit; visit = visit->next)
        if (strcmp(visit->address, address) == 0) {
            visit->count++;
            return;
        }
    visit = malloc(sizeof *visit);
    if (!visit)
        return;
    strcpy(visit->address, address);
    visit->count = 1;
    visit->next = visits[b];
    visits[b] = visit; // EXPECT: cache-only-grows
}

static void forget_guests(void)
{
    for (unsigned b = 0; b < BUCKETS; b++)
        while (guests[b]) {
            struct guest *next = guests[b]->next;
            free(guests[b]);
            guests[b] = next;
        }
    n_guests = 0;
}

static void count_guest_ok(const char *address)
{
    unsigned b = bucket_of(address);
    struct guest *guest;

    for (guest = guests[b]; guest; guest = guest->next)
        if (strcmp(guest->address, address) == 0) {
            guest->count++;
            return;
        }
    if (n_guests >= MOST)
        forget_guests();
    guest = malloc(sizeof *guest);
    if (!guest)
        return;
    strcpy(guest->address, address);
    guest->count = 1;
    guest->next = guests[b];
    guests[b] = guest;
    n_guests++;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in peer;
    char text[INET_ADDRSTRLEN];

    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        socklen_t size = sizeof peer;
        int fd = accept(listener, (struct sockaddr *)&peer, &size);
        if (fd < 0)
            continue;
        if (inet_ntop(AF_INET, &peer.sin_addr, text, sizeof text)) {
            count_visit_bad(text);
            count_guest_ok(text);
        }
        close(fd);
    }
}
