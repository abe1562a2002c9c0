/* Counters of what clients ask for, in a table that only a word of the administrator empties; and a table whose
 * entries clients take out one by one, in which such a word is no more than one way of many. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BUCKETS = 256 };

static unsigned hash(const char *key)
{
    unsigned h = 5381;
    for (; *key; key++)
        h = h * 33 + (unsigned char)*key;
    return h % BUCKETS;
}

struct counter {
    char *prefix;
    unsigned long gets;
    struct counter *next;
};

static struct counter *counters[BUCKETS];

static void counters_clear(void)
{
    for (int i = 0; i < BUCKETS; i++) {
        struct counter *at, *next;
        for (at = counters[i]; at != NULL; at = next) {
            next = at->next;
            free(at->prefix);
            free(at);
        }
        counters[i] = NULL;
    }
}

static void count_bad(const char *key)
{
    struct counter *at = counters[hash(key)];
    while (at != NULL && strcmp(at->prefix, key) != 0)
        at = at->next;
    if (at == NULL) {
        at = calloc(1, sizeof(*at));
        if (at == NULL)
            return;
        at->prefix = strdup(key);
        at->next = counters[hash(key)];
        counters[hash(key)] = at; // EXPECT: cache-only-grows
    }
    at->gets++;
}

struct pair {
    char *key, *value;
    struct pair *next;
};

static struct pair *pairs[BUCKETS];

static void pair_free(struct pair *pair)
{
    free(pair->key);
    free(pair->value);
    free(pair);
}

static void set_ok(const char *key, const char *value)
{
    struct pair *pair = calloc(1, sizeof(*pair));
    if (pair == NULL)
        return;
    pair->key = strdup(key);
    pair->value = strdup(value);
    pair->next = pairs[hash(key)];
    pairs[hash(key)] = pair;
}

static void forget(const char *key)
{
    for (struct pair **at = &pairs[hash(key)]; *at != NULL; at = &(*at)->next)
        if (strcmp((*at)->key, key) == 0) {
            struct pair *gone = *at;
            *at = gone->next;
            pair_free(gone);
            return;
        }
}

static void forget_all(void)
{
    for (int i = 0; i < BUCKETS; i++)
        while (pairs[i] != NULL) {
            struct pair *gone = pairs[i];
            pairs[i] = gone->next;
            pair_free(gone);
        }
}

static void answer(char *line)
{
    char *value = strchr(line, '=');
    if (strncmp(line, "get ", 4) == 0) {
        count_bad(line + 4);
    } else if (strcmp(line, "stats reset") == 0) {
        counters_clear();
    } else if (strncmp(line, "set ", 4) == 0 && value != NULL) {
        *value++ = '\0';
        set_ok(line + 4, value);
    } else if (strncmp(line, "delete ", 7) == 0) {
        forget(line + 7);
    } else if (strcmp(line, "flush") == 0) {
        forget_all();
    }
}

int main(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(11211)};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&own, sizeof(own)) != 0)
        return 1;
    for (;;) {
        char line[512];
        ssize_t n = recv(fd, line, sizeof(line) - 1, 0);
        if (n < 0)
            continue;
        line[n] = '\0';
        answer(line);
    }
}
