/* An array of what was seen that is made larger up to a number, and no further. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { MOST = 65536 };

struct seen {
    uint64_t *ids;
    size_t n, room;
};

static bool has(const struct seen *seen, uint64_t id)
{
    for (size_t i = 0; i < seen->n; i++)
        if (seen->ids[i] == id)
            return true;
    return false;
}

/* ---- without end ---- */

static struct seen endless;

static void remember_bad(uint64_t id)
{
    if (endless.n == endless.room) {
        size_t room = endless.room ? endless.room * 2 : 64;
        uint64_t *ids = realloc(endless.ids, room * sizeof(*ids));
        if (!ids)
            return;
        endless.ids = ids;
        endless.room = room;
    }
    endless.ids[endless.n++] = id; // EXPECT: cache-only-grows
}

/* ---- full, and as large as it may get ---- */

struct seen_full {
    uint64_t *ids;
    size_t n, room;
};

static struct seen_full full;

static void remember_full_ok(uint64_t id)
{
    if (full.n == full.room && full.room >= MOST)
        return;
    if (full.n == full.room) {
        size_t room = full.room ? full.room * 2 : 64;
        uint64_t *ids = realloc(full.ids, room * sizeof(*ids));
        if (!ids)
            return;
        full.ids = ids;
        full.room = room;
    }
    full.ids[full.n++] = id;
}

/* ---- it would get too large ---- */

struct seen_next {
    uint64_t *ids;
    size_t n, room;
};

static struct seen_next next;

static void remember_next_ok(uint64_t id)
{
    if (next.n == next.room) {
        size_t room = next.room ? next.room * 2 : 64;
        if (room > MOST)
            return;
        uint64_t *ids = realloc(next.ids, room * sizeof(*ids));
        if (!ids)
            return;
        next.ids = ids;
        next.room = room;
    }
    next.ids[next.n++] = id;
}

/* ---- what is asked says only whether there is some already ---- */

struct seen_first {
    uint64_t *ids;
    size_t n, room;
};

static struct seen_first first;

static void remember_first_bad(uint64_t id)
{
    if (first.n == first.room) {
        size_t room = first.room < 64 ? 64 : first.room * 2;
        uint64_t *ids = realloc(first.ids, room * sizeof(*ids));
        if (!ids)
            return;
        first.ids = ids;
        first.room = room;
    }
    first.ids[first.n++] = id; // EXPECT: cache-only-grows
}

int main(void)
{
    int from = socket(AF_INET, SOCK_DGRAM, 0);
    uint64_t id;

    while (recv(from, &id, sizeof(id), 0) == sizeof(id)) {
        if (has(&endless, id))
            continue;
        remember_bad(id);
        remember_full_ok(id);
        remember_next_ok(id);
        remember_first_bad(id);
    }
    printf("%zu %zu %zu\n", endless.n, full.n, next.n);
    return 0;
}
