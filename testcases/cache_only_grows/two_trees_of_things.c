/* A search tree of void pointers whose link gets a new node where it is made, and that takes a node out of its middle.
 * Leases are given back, and of who has ever asked for one a note is kept. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct branch {
    struct branch *less, *more;
    void *thing;
};

struct tree {
    struct branch *root;
    int (*compare)(const void *a, const void *b);
    unsigned n;
};

struct lease {
    uint8_t station[6];
    time_t end;
};

struct note {
    uint8_t station[6];
    unsigned asked;
};

static struct branch **branch_of(struct tree *tree, const void *like)
{
    struct branch **at = &tree->root;

    while (*at != NULL) {
        int order = tree->compare(like, (*at)->thing);
        if (order == 0)
            break;
        at = order < 0 ? &(*at)->less : &(*at)->more;
    }
    return at;
}

static void *tree_find(struct tree *tree, const void *like)
{
    struct branch *branch = *branch_of(tree, like);
    return branch != NULL ? branch->thing : NULL;
}

static int tree_add(struct tree *tree, void *thing)
{
    struct branch **at = branch_of(tree, thing);

    if (*at != NULL)
        return -1;
    *at = calloc(1, sizeof **at);
    if (*at == NULL)
        return -1;
    (*at)->thing = thing;
    tree->n++;
    return 0;
}

static void *tree_take(struct tree *tree, const void *like)
{
    struct branch **at = branch_of(tree, like), *branch = *at;

    if (branch == NULL)
        return NULL;
    if (branch->less != NULL && branch->more != NULL) {
        struct branch **least = &branch->more;
        while ((*least)->less != NULL)
            least = &(*least)->less;
        struct branch *next = *least;
        *least = next->more;
        next->less = branch->less;
        next->more = branch->more;
        *at = next;
    } else {
        *at = branch->less != NULL ? branch->less : branch->more;
    }
    void *thing = branch->thing;
    free(branch);
    tree->n--;
    return thing;
}

static int by_station(const void *a, const void *b)
{
    return memcmp(a, b, 6);
}

static struct tree leases = {.compare = by_station}, notes = {.compare = by_station};

static void ask_bad(const uint8_t *station)
{
    struct note *note = tree_find(&notes, station);

    if (note == NULL) {
        note = calloc(1, sizeof *note);
        if (note == NULL)
            exit(1);
        memcpy(note->station, station, sizeof note->station);
        if (tree_add(&notes, note) != 0) // EXPECT: cache-only-grows
            exit(1);
    }
    note->asked++;
}

static void give_ok(const uint8_t *station)
{
    struct lease *lease = calloc(1, sizeof *lease);

    if (lease == NULL)
        exit(1);
    memcpy(lease->station, station, sizeof lease->station);
    lease->end = time(NULL) + 3600;
    if (tree_add(&leases, lease) != 0)
        free(lease);
}

static void give_back(const uint8_t *station)
{
    free(tree_take(&leases, station));
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    for (;;) {
        uint8_t packet[64];
        if (recv(fd, packet, sizeof packet, 0) < 7)
            continue;
        ask_bad(packet + 1);
        if (packet[0] == 1)
            give_ok(packet + 1);
        else
            give_back(packet + 1);
    }
}
