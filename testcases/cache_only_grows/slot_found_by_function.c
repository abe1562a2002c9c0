/* Two tables of the program's own. A function finds the slot of a key, another one puts a new entry there; a third one
 * takes out an entry that its caller has found. Grants are taken out when they are too old, and badges never. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 128 };

struct cell {
    struct cell *next;
    time_t since;
    void *value;
    char key[32];
};

struct table {
    struct cell *rows[ROWS];
    unsigned n;
};

static struct table grants, badges;

static struct cell **slot_of(struct table *table, const char *key)
{
    unsigned hash = 7;
    for (const char *at = key; *at != '\0'; at++)
        hash = 31 * hash + (unsigned char)*at;

    struct cell **slot = &table->rows[hash % ROWS];
    while (*slot != NULL && strcmp((*slot)->key, key) != 0)
        slot = &(*slot)->next;
    return slot;
}

static void *value_of(struct table *table, const char *key)
{
    struct cell *cell = *slot_of(table, key);
    return cell != NULL ? cell->value : NULL;
}

static int set(struct table *table, const char *key, void *value)
{
    struct cell **slot = slot_of(table, key), *cell = *slot;

    if (cell == NULL) {
        cell = calloc(1, sizeof *cell);
        if (cell == NULL)
            return -1;
        strncpy(cell->key, key, sizeof cell->key - 1);
        cell->since = time(NULL);
        *slot = cell;
        table->n++;
    }
    cell->value = value;
    return 0;
}

static void take_out(struct table *table, struct cell *cell)
{
    struct cell **slot = slot_of(table, cell->key);

    *slot = cell->next;
    table->n--;
    free(cell);
}

static void expire(time_t now)
{
    for (int i = 0; i < ROWS; i++)
        for (struct cell *cell = grants.rows[i], *next; cell != NULL; cell = next) {
            next = cell->next;
            if (now - cell->since > 60)
                take_out(&grants, cell);
        }
}

static void show_badge_bad(const char *name)
{
    if (value_of(&badges, name) == NULL &&
        set(&badges, name, stdout) != 0) // EXPECT: cache-only-grows
        exit(1);
}

static void grant_ok(const char *name)
{
    if (value_of(&grants, name) == NULL && set(&grants, name, stdout) != 0)
        exit(1);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        char name[32] = "";
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0 && read(fd, name, sizeof name - 1) > 0) {
            show_badge_bad(name);
            grant_ok(name);
        }
        if (fd >= 0)
            close(fd);
        expire(time(NULL));
    }
}
