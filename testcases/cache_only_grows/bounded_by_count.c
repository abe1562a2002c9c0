/* A count is asked before an entry is put in: the ways to write it. The bad twins ask, but put in all the same, or
 * compare with room that grows along. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PEERS_MOST 500

struct peer {
    struct peer *next;
    char name[40];
};

static struct peer *new_peer(struct peer *next, const char *name)
{
    struct peer *peer = calloc(1, sizeof *peer);

    if (!peer)
        abort();
    snprintf(peer->name, sizeof peer->name, "%s", name);
    peer->next = next;
    return peer;
}

/* ---- at the insert ---- */

static struct peer *above;
static unsigned n_above;

static void refuse_above_ok(const char *name)
{
    if (n_above >= PEERS_MOST)
        return;
    above = new_peer(above, name);
    n_above++;
}

static struct peer *warned;
static unsigned n_warned;

static void warn_above_bad(const char *name)
{
    if (n_warned >= PEERS_MOST)
        fprintf(stderr, "%u peers\n", n_warned);
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer)
        return;
    peer->name[0] = *name;
    peer->next = warned;
    warned = peer; // EXPECT: cache-only-grows
    n_warned++;
}

static struct peer *taken;
static int n_taken;

static void count_first_ok(const char *name)
{
    if (n_taken++ >= PEERS_MOST)
        return;
    taken = new_peer(taken, name);
}

static struct peer *within;
static int places = PEERS_MOST;

static void count_down_ok(const char *name)
{
    if (places <= 0)
        return;
    within = new_peer(within, name);
    places--;
}

static struct peer *copied;
static size_t n_copied;

static void by_local_copy_ok(const char *name)
{
    size_t have = n_copied;

    if (have < PEERS_MOST) {
        copied = new_peer(copied, name);
        n_copied = have + 1;
    }
}

static struct peer *heavy;
static size_t weight;

static void by_bytes_ok(const char *name)
{
    size_t length = strlen(name);

    if (weight + length > 1 << 20)
        return;
    heavy = new_peer(heavy, name);
    weight += length;
}

/* ---- by a flag ---- */

static struct peer *flagged;
static int n_flagged, flagged_most;

static int by_flag_ok(const char *name)
{
    int error = 0;

    if (n_flagged >= flagged_most)
        error = -1;
    if (error)
        return error;
    flagged = new_peer(flagged, name);
    n_flagged++;
    return 0;
}

static struct peer *marked;
static int n_marked;

static int by_flag_bad(const char *name)
{
    int is_many = 0;

    if (n_marked >= flagged_most)
        is_many = 1;
    if (is_many)
        fprintf(stderr, "many\n");
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer)
        return -1;
    peer->name[0] = *name;
    peer->next = marked;
    marked = peer; // EXPECT: cache-only-grows
    n_marked++;
    return is_many;
}

/* ---- by a function ---- */

struct team {
    struct peer *peers;
    unsigned count, most;
};

struct crowd {
    struct peer *peers;
    unsigned count, most;
};

static struct team team = {.most = 40};
static struct crowd crowd = {.most = 40};

static bool is_full(const struct team *of)
{
    return of->count >= of->most;
}

static void join_team_ok(struct team *of, const char *name)
{
    if (is_full(of))
        return;
    of->peers = new_peer(of->peers, name);
    of->count++;
}

static bool is_crowded(const struct crowd *of)
{
    return of->count >= of->most;
}

static void join_crowd_bad(struct crowd *of, const char *name)
{
    if (is_crowded(of))
        fprintf(stderr, "crowded\n");
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer)
        return;
    peer->name[0] = *name;
    peer->next = of->peers;
    of->peers = peer; // EXPECT: cache-only-grows
    of->count++;
}

static struct peer *roomy;
static int n_roomy;

static int room_left(void)
{
    if (n_roomy >= PEERS_MOST)
        return 0;
    return 1;
}

static void by_constants_of_function_ok(const char *name)
{
    if (!room_left())
        return;
    roomy = new_peer(roomy, name);
    n_roomy++;
}

/* ---- an array with room ---- */

static struct peer **listed;
static size_t n_listed, listed_room;

static void list_ok(const char *name)
{
    if (n_listed >= PEERS_MOST)
        return;
    if (n_listed == listed_room) {
        size_t room = listed_room ? 2 * listed_room : 16;
        struct peer **larger = realloc(listed, room * sizeof *larger);
        if (!larger)
            return;
        listed = larger;
        listed_room = room;
    }
    listed[n_listed++] = new_peer(NULL, name);
}

static struct peer **noted;
static size_t n_noted, noted_room;

static void note_bad(const char *name)
{
    while (n_noted >= noted_room) {
        struct peer **larger = realloc(noted, (noted_room + 16) * sizeof *larger);
        if (!larger)
            abort();
        noted = larger;
        noted_room += 16;
    }
    noted[n_noted++] = new_peer(NULL, name); // EXPECT: cache-only-grows
}

int main(int argc, char **argv)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    char name[32];

    flagged_most = argc > 1 ? atoi(argv[1]) : 100;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        ssize_t n = recv(fd, name, sizeof name - 1, 0);
        close(fd);
        if (n <= 0)
            continue;
        name[n] = '\0';
        refuse_above_ok(name);
        warn_above_bad(name);
        count_first_ok(name);
        count_down_ok(name);
        by_local_copy_ok(name);
        by_bytes_ok(name);
        by_flag_ok(name);
        by_flag_bad(name);
        join_team_ok(&team, name);
        join_crowd_bad(&crowd, name);
        by_constants_of_function_ok(name);
        list_ok(name);
        note_bad(name);
    }
}
