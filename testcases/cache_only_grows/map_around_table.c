/* A map around a table with open addressing, whose functions hand the table on from one to the next. The whole map is given
 * up by a function that gets the address of the pointer to it. Streams are taken out when they end; of who has ever had
 * one, the mark stays. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct cell {
    uint64_t key;
    void *value;
};

struct table {
    struct cell *cells;
    uint8_t *used;
    unsigned bits, count;
};

struct map {
    struct table *table;
    unsigned magic;
};

static struct map *streams, *marks;

static unsigned start_of(const struct table *table, uint64_t key)
{
    return (unsigned)(key * 0x9e3779b97f4a7c15u >> (64 - table->bits));
}

static unsigned find(const struct table *table, uint64_t key)
{
    unsigned at = start_of(table, key), mask = (1u << table->bits) - 1;

    while (table->used[at] && table->cells[at].key != key)
        at = (at + 1) & mask;
    return at;
}

static int resize(struct table *table, unsigned bits)
{
    struct cell *cells = calloc((size_t)1 << bits, sizeof *cells), *old = table->cells;
    uint8_t *used = calloc((size_t)1 << bits, 1), *old_used = table->used;
    unsigned n_old = old != NULL ? 1u << table->bits : 0;

    if (cells == NULL || used == NULL)
        return -1;
    table->cells = cells;
    table->used = used;
    table->bits = bits;
    for (unsigned i = 0; i < n_old; i++)
        if (old_used[i]) {
            unsigned at = find(table, old[i].key);
            table->cells[at] = old[i];
            table->used[at] = 1;
        }
    free(old);
    free(old_used);
    return 0;
}

static unsigned put_core(struct table *table, uint64_t key, bool *ret_new)
{
    if (table->cells == NULL || table->count >= (3u << table->bits) / 4)
        if (resize(table, table->cells == NULL ? 4 : table->bits + 1) != 0)
            abort();
    unsigned at = find(table, key);
    *ret_new = !table->used[at];
    if (*ret_new) {
        table->cells[at].key = key;
        table->used[at] = 1;
        table->count++;
    }
    return at;
}

static unsigned table_put(struct table *table, uint64_t key)
{
    bool is_new;
    return put_core(table, key, &is_new);
}

static bool table_drop(struct table *table, uint64_t key)
{
    unsigned at = table->cells != NULL ? find(table, key) : 0;

    if (table->cells == NULL || !table->used[at])
        return false;
    table->used[at] = 0; /* good enough for keys that are not looked for again */
    table->count--;
    return true;
}

static void table_clear(struct table *table)
{
    free(table->cells);
    free(table->used);
    table->cells = NULL;
    table->count = 0;
}

static struct map *map_new(void)
{
    struct map *map = malloc(sizeof *map);
    if (map == NULL)
        return NULL;
    map->magic = 1;
    map->table = calloc(1, sizeof *map->table);
    return map;
}

static void map_free(struct map **map)
{
    table_clear((*map)->table);
    free((*map)->table);
    free(*map);
    *map = NULL;
}

static bool map_put(struct map *map, uint64_t key, void *value)
{
    if (map == NULL || map->magic != 1)
        return false;
    unsigned at = table_put(map->table, key);
    map->table->cells[at].value = value;
    return true;
}

static bool map_drop(struct map *map, uint64_t key)
{
    return map != NULL && map->magic == 1 && table_drop(map->table, key);
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    streams = map_new();
    marks = map_new();
    if (streams == NULL || marks == NULL)
        return 1;
    for (;;) {
        uint64_t packet[2];
        if (recv(fd, packet, sizeof packet, 0) != sizeof packet)
            break;
        if (packet[1] == 0) {
            map_drop(streams, packet[0]);
            continue;
        }
        map_put(streams, packet[0], &streams);
        map_put(marks, packet[1], &marks); // EXPECT: cache-only-grows
    }
    map_free(&streams);
    map_free(&marks);
    return 0;
}
