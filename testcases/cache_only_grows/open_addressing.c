/* A table with open addressing that is made larger when it is three quarters full. The twin has a fixed size: what
 * is old is overwritten. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct slot {
    uint64_t key;
    uint32_t hits;
};

static struct slot *slots;
static size_t n_slots, n_used;

static struct slot *slot_of(struct slot *in, size_t n, uint64_t key)
{
    size_t i = key * 11400714819323198485u % n;

    while (in[i].key && in[i].key != key)
        i = (i + 1) % n;
    return &in[i];
}

static int grow(void)
{
    size_t n = n_slots ? 2 * n_slots : 64;
    struct slot *bigger = calloc(n, sizeof *bigger);

    if (!bigger)
        return -1;
    for (size_t i = 0; i < n_slots; i++)
        if (slots[i].key)
            *slot_of(bigger, n, slots[i].key) = slots[i];
    free(slots);
    slots = bigger;
    n_slots = n;
    return 0;
}

static void hit_bad(uint64_t key)
{
    if (4 * (n_used + 1) > 3 * n_slots && grow() != 0)
        return;
    size_t i = key % n_slots;
    while (slots[i].key && slots[i].key != key)
        i = (i + 1) % n_slots;
    if (!slots[i].key) {
        slots[i].key = key; // EXPECT: cache-only-grows
        n_used++;
    }
    slots[i].hits++;
}

static struct slot recent[1024];

static void hit_ok(uint64_t key)
{
    struct slot *slot = &recent[key % 1024];

    if (slot->key != key)
        *slot = (struct slot){.key = key};
    slot->hits++;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    uint64_t key;

    while (recv(fd, &key, sizeof key, 0) == sizeof key) {
        hit_bad(key | 1);
        hit_ok(key | 1);
    }
    return 0;
}
