/* Trees whose root the inserting function gets: as a pointer to where it lies, as a node, in an object, from a
 * function that looks for the place. The twins are bounded, or freed with the request or connection. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the root as a pointer to it ---- */

struct peer {
    struct peer *less, *more;
    uint32_t address;
};

static struct peer *peers;

static void see_peer_bad(struct peer **at, uint32_t address)
{
    while (*at && (*at)->address != address)
        at = address < (*at)->address ? &(*at)->less : &(*at)->more;
    if (*at)
        return;
    struct peer *new = calloc(1, sizeof *new);
    if (!new)
        return;
    new->address = address;
    *at = new; // EXPECT: cache-only-grows
}

struct word {
    struct word *less, *more;
    uint32_t hash;
};

static void add_word_ok(struct word **at, uint32_t hash)
{
    while (*at && (*at)->hash != hash)
        at = hash < (*at)->hash ? &(*at)->less : &(*at)->more;
    if (!*at && (*at = calloc(1, sizeof **at)) != NULL)
        (*at)->hash = hash;
}

static void free_words(struct word *at)
{
    if (!at)
        return;
    free_words(at->less);
    free_words(at->more);
    free(at);
}

/* The words of one request. */
static void on_request(const uint32_t *hashes, size_t count)
{
    struct word *words = NULL;

    for (size_t i = 0; i < count; i++)
        add_word_ok(&words, hashes[i]);
    free_words(words);
}

/* ---- the root as a node ---- */

struct letter {
    struct letter *next[16];
    unsigned hits;
};

static struct letter *names;

static void hit_bad(struct letter *at, uint32_t name)
{
    for (; name; name >>= 4) {
        struct letter **next = &at->next[name & 15];
        if (!*next) {
            *next = calloc(1, sizeof **next); // EXPECT: cache-only-grows
            if (!*next)
                return;
        }
        at = *next;
    }
    at->hits++;
}

/* ---- in an object, which lasts ---- */

struct bucket {
    struct bucket *left, *right;
    uint32_t address;
    unsigned tokens;
};

struct limiter {
    struct bucket *root;
    unsigned tokens;
};

static void drop(struct bucket *bucket)
{
    if (!bucket)
        return;
    drop(bucket->left);
    drop(bucket->right);
    free(bucket);
}

static void sweep(struct limiter *limiter)
{
    drop(limiter->root);
    limiter->root = NULL;
}

static int allow_bad(struct limiter *limiter, uint32_t address)
{
    struct bucket **at = &limiter->root, *bucket;

    while ((bucket = *at) != NULL && bucket->address != address)
        at = address < bucket->address ? &bucket->left : &bucket->right;
    if (!bucket) {
        bucket = calloc(1, sizeof *bucket);
        if (!bucket)
            return 0;
        bucket->address = address;
        bucket->tokens = limiter->tokens;
        *at = bucket; // EXPECT: cache-only-grows
    }
    return bucket->tokens > 0;
}

/* As many as there may be. */
struct quota {
    struct quota *left, *right;
    uint32_t address;
};

struct quotas {
    struct quota *root;
    unsigned count;
};

static int note_quota_ok(struct quotas *quotas, uint32_t address)
{
    struct quota **at = &quotas->root;

    while (*at && (*at)->address != address)
        at = address < (*at)->address ? &(*at)->left : &(*at)->right;
    if (*at)
        return 1;
    if (quotas->count >= 1024)
        return 0;
    *at = calloc(1, sizeof **at);
    if (!*at)
        return 0;
    (*at)->address = address;
    quotas->count++;
    return 1;
}

/* ---- a function looks for the place ---- */

struct route {
    struct route *low, *high;
    uint32_t net;
};

struct routes {
    struct route *first;
    uint64_t changed;
};

static struct route **place_of(struct routes *routes, uint32_t net)
{
    struct route **at = &routes->first;

    while (*at && (*at)->net != net)
        at = net < (*at)->net ? &(*at)->low : &(*at)->high;
    return at;
}

static void learn_bad(struct routes *routes, uint32_t net)
{
    struct route **at = place_of(routes, net);

    if (*at)
        return;
    struct route *new = calloc(1, sizeof *new);
    if (!new)
        return;
    new->net = net;
    *at = new; // EXPECT: cache-only-grows
}

/* ---- it calls itself with where to go on ---- */

struct seen {
    struct seen *less, *more;
    uint32_t id;
};

static struct seen *seen;

static void see_bad(struct seen **at, uint32_t id)
{
    if (!*at) {
        *at = calloc(1, sizeof **at); // EXPECT: cache-only-grows
        if (*at)
            (*at)->id = id;
    } else if ((*at)->id != id) {
        see_bad(id < (*at)->id ? &(*at)->less : &(*at)->more, id);
    }
}

/* ---- of a connection ---- */

struct topic {
    struct topic *less, *more;
    uint32_t id;
};

struct client {
    struct topic *topics;
    int fd;
};

static void subscribe_ok(struct client *client, uint32_t id)
{
    struct topic **at = &client->topics;

    while (*at && (*at)->id != id)
        at = id < (*at)->id ? &(*at)->less : &(*at)->more;
    if (!*at && (*at = calloc(1, sizeof **at)) != NULL)
        (*at)->id = id;
}

static void free_topics(struct topic *topic)
{
    if (!topic)
        return;
    free_topics(topic->less);
    free_topics(topic->more);
    free(topic);
}

static void serve(int listening)
{
    struct client *client = calloc(1, sizeof *client);
    uint32_t id;

    if (!client)
        return;
    client->fd = accept(listening, NULL, NULL);
    while (recv(client->fd, &id, sizeof id, 0) == sizeof id)
        subscribe_ok(client, id);
    close(client->fd);
    free_topics(client->topics);
    free(client);
}

/* ---- a pointer for what is made: no link ---- */

struct state {
    struct state *before;
    uint32_t number;
};

static struct state *state;

static int state_new(struct state **ret_state, uint32_t number)
{
    struct state *new = calloc(1, sizeof *new);

    if (!new)
        return -1;
    new->number = number;
    *ret_state = new;
    return 0;
}

int main(void)
{
    static struct routes routes;
    struct quotas quotas = {NULL, 0};
    struct limiter *limiter = calloc(1, sizeof *limiter);
    int fd = socket(AF_INET, SOCK_DGRAM, 0), listening = socket(AF_INET, SOCK_STREAM, 0);
    uint32_t packet[4];

    names = calloc(1, sizeof *names);
    if (!limiter || !names)
        return 1;
    limiter->tokens = 50;
    for (;;) {
        if (recv(fd, packet, sizeof packet, 0) != sizeof packet)
            continue;
        if (packet[0] == 0)
            break;
        if (!allow_bad(limiter, packet[0]) || !note_quota_ok(&quotas, packet[0]))
            continue;
        see_peer_bad(&peers, packet[0]);
        see_bad(&seen, packet[1]);
        hit_bad(names, packet[1]);
        learn_bad(&routes, packet[2]);
        on_request(packet, 4);
        serve(listening);
        if (!state)
            state_new(&state, packet[3]);
    }
    sweep(limiter);
    free(limiter);
    return 0;
}
