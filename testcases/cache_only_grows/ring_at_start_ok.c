/* A ring is empty where its head points to itself: to set that up in a new object is no insert, though the object and
 * the head, its first member, are one address. Each reload makes a new table of rules and frees the old one. */
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct ring {
    struct ring *next, *before;
};

struct rule {
    struct ring in_table;
    int letter;
};

struct table {
    struct ring rules;
};

static struct table *table;
static volatile sig_atomic_t is_told;

static void ring_init(struct ring *ring)
{
    ring->next = ring->before = ring;
}

static void ring_append(struct ring *ring, struct ring *item)
{
    item->next = ring;
    item->before = ring->before;
    ring->before->next = item;
    ring->before = item;
}

static void ring_remove(struct ring *item)
{
    item->before->next = item->next;
    item->next->before = item->before;
    item->next = item->before = item;
}

static struct table *table_read(const char *name)
{
    struct table *read = malloc(sizeof(*read));
    FILE *file = fopen(name, "r");
    int letter;

    if (!read)
        goto out;
    ring_init(&read->rules);
    while (file && (letter = getc(file)) != EOF) {
        struct rule *rule = malloc(sizeof(*rule));
        if (!rule)
            break;
        rule->letter = letter;
        ring_append(&read->rules, &rule->in_table);
    }
out:
    if (file)
        fclose(file);
    return read;
}

static void table_free(struct table *old)
{
    struct ring *at = old->rules.next, *next;

    for (; at != &old->rules; at = next) {
        struct rule *rule = (struct rule *)((char *)at - offsetof(struct rule, in_table));
        next = at->next;
        ring_remove(at);
        free(rule);
    }
    free(old);
}

static void reload(void)
{
    struct table *read = table_read("rules");

    if (!read)
        return;
    if (table)
        table_free(table);
    table = read;
}

static void on_signal(int number)
{
    (void)number;
    is_told = 1;
}

int main(void)
{
    signal(SIGHUP, on_signal);
    reload();
    for (;;) {
        pause();
        if (is_told) {
            is_told = 0;
            reload();
        }
    }
}
