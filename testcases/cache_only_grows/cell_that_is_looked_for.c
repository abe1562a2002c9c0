/* A table with open addressing whose cells a function looks for. The first twin is emptied when it has too many names;
 * in the second all names are known beforehand. */
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct peer {
    uint32_t address;
    unsigned n_packets;
};

struct peers {
    struct peer *cells;
    size_t n_cells, n_used;
};

static struct peer *find_peer(struct peer *cells, size_t n, uint32_t address)
{
    size_t i = address * 2654435761u % n;

    while (cells[i].address && cells[i].address != address)
        i = (i + 1) % n;
    return &cells[i];
}

static int make_room(struct peers *peers)
{
    size_t n = peers->n_cells ? 2 * peers->n_cells : 128;
    struct peer *cells = calloc(n, sizeof(*cells));

    if (!cells)
        return -1;
    for (size_t i = 0; i < peers->n_cells; i++)
        if (peers->cells[i].address)
            *find_peer(cells, n, peers->cells[i].address) = peers->cells[i];
    free(peers->cells);
    peers->cells = cells;
    peers->n_cells = n;
    return 0;
}

static struct peers known;

static void count_bad(uint32_t address)
{
    if (2 * known.n_used >= known.n_cells && make_room(&known) != 0)
        return;
    struct peer *peer = find_peer(known.cells, known.n_cells, address);
    if (peer->address == 0) {
        peer->address = address; // EXPECT: cache-only-grows
        known.n_used++;
    }
    peer->n_packets++;
}

struct recent {
    struct peer *peers;
    size_t n_cells, n_used;
};

static struct recent recent;

static int make_recent_room(void)
{
    size_t n = recent.n_cells ? 2 * recent.n_cells : 128;
    struct peer *cells = calloc(n, sizeof(*cells));

    if (!cells)
        return -1;
    for (size_t i = 0; i < recent.n_cells; i++)
        if (recent.peers[i].address)
            *find_peer(cells, n, recent.peers[i].address) = recent.peers[i];
    free(recent.peers);
    recent.peers = cells;
    recent.n_cells = n;
    return 0;
}

static void count_ok(uint32_t address)
{
    if (recent.n_used >= 10000) {
        memset(recent.peers, 0, recent.n_cells * sizeof(*recent.peers));
        recent.n_used = 0;
    }
    if (2 * recent.n_used >= recent.n_cells && make_recent_room() != 0)
        return;
    struct peer *peer = find_peer(recent.peers, recent.n_cells, address);
    if (peer->address == 0) {
        peer->address = address;
        recent.n_used++;
    }
    peer->n_packets++;
}

struct verb {
    const char *name;
    unsigned n_uses;
};

static struct verb *verbs;
static size_t n_verb_cells, n_verbs;

static struct verb *find_verb(const char *name)
{
    size_t i = (unsigned char)name[0] % n_verb_cells;

    while (verbs[i].name && strcmp(verbs[i].name, name) != 0)
        i = (i + 1) % n_verb_cells;
    return &verbs[i];
}

static void use_ok(const char *name)
{
    if (2 * n_verbs >= n_verb_cells) {
        struct verb *old = verbs;
        size_t n_old = n_verb_cells;
        verbs = calloc(2 * n_old + 16, sizeof(*verbs));
        if (!verbs)
            abort();
        n_verb_cells = 2 * n_old + 16;
        for (size_t i = 0; i < n_old; i++)
            if (old[i].name)
                *find_verb(old[i].name) = old[i];
        free(old);
    }
    struct verb *verb = find_verb(name);
    if (!verb->name) {
        verb->name = name;
        n_verbs++;
    }
    verb->n_uses++;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    for (;;) {
        struct sockaddr_in from;
        socklen_t size = sizeof(from);
        char verb;
        if (recvfrom(fd, &verb, 1, 0, (struct sockaddr *)&from, &size) != 1)
            continue;
        count_bad(from.sin_addr.s_addr);
        count_ok(from.sin_addr.s_addr);
        use_ok(verb == 'g' ? "get" : "put");
    }
}
