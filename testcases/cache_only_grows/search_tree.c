/* The tree of tsearch(). The twin's entries are taken out by their age. */
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>

static void *known, *current;

static int compare(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

static void add_bad(uint64_t id)
{
    uint64_t *key = malloc(sizeof *key);

    if (key == NULL)
        return;
    *key = id;
    uint64_t **found = tsearch(key, &known, compare); // EXPECT: cache-only-grows
    if (found == NULL || *found != key)
        free(key);
}

static void add_ok(uint64_t id)
{
    uint64_t *key = malloc(sizeof *key), old = id - 100;

    if (key == NULL)
        return;
    *key = id;
    uint64_t **found = tsearch(key, &current, compare);
    if (found == NULL || *found != key)
        free(key);
    found = tfind(&old, &current, compare);
    if (found != NULL) {
        uint64_t *gone = *found;
        tdelete(&old, &current, compare);
        free(gone);
    }
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    uint64_t id;

    for (;;) {
        if (recv(fd, &id, sizeof id, 0) != sizeof id)
            continue;
        add_bad(id);
        add_ok(id);
    }
}
