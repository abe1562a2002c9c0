/* A table that knows of its entries nothing but where their links lie in them. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUCKETS = 64 };

struct table_link {
    struct table_link *next;
    unsigned hash;
};

struct table {
    struct table_link **buckets;
    unsigned count;
};

static void table_init(struct table *table)
{
    table->buckets = calloc(BUCKETS, sizeof(*table->buckets));
    table->count = 0;
}

static void table_add(struct table *table, struct table_link *link)
{
    if (table->buckets == NULL)
        table_init(table);
    if (table->buckets == NULL)
        return;
    link->next = table->buckets[link->hash % BUCKETS];
    table->buckets[link->hash % BUCKETS] = link;
}

static void table_clear(struct table *table, size_t offset)
{
    for (int i = 0; table->buckets && i < BUCKETS; i++) {
        struct table_link *link = table->buckets[i];
        while (link) {
            struct table_link *next = link->next;
            free((char *)link - offset);
            link = next;
        }
    }
    free(table->buckets);
    table->buckets = NULL;
}

struct setting {
    char name[32];
    struct table_link link;
};

static struct table settings;

static void read_settings_ok(const char *text)
{
    table_clear(&settings, offsetof(struct setting, link));
    for (; *text; text++) {
        struct setting *setting = calloc(1, sizeof(*setting));
        if (setting == NULL)
            return;
        setting->name[0] = *text;
        setting->link.hash = (unsigned char)*text;
        table_add(&settings, &setting->link);
    }
}

struct node {
    struct node *next;
    char name[32];
};

static struct node *named;

static void add_bad(const char *text)
{
    struct node *node = calloc(1, sizeof(*node));
    if (node == NULL)
        return;
    strncpy(node->name, text, sizeof(node->name) - 1);
    node->next = named;
    named = node; // EXPECT: cache-only-grows
}

int main(void)
{
    char text[64];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    while (fd >= 0) {
        ssize_t n = recv(fd, text, sizeof(text) - 1, 0);
        if (n < 0)
            break;
        text[n] = '\0';
        read_settings_ok(text);
        add_bad(text);
    }
    return 1;
}
