/* Trees whose insert calls itself and hands back the subtree: one that only grows, one from which leaves are taken
 * out, one with a largest number, one that is made for each message, and one that is kept in balance. */
#include <stdlib.h>
#include <sys/socket.h>

struct leaf {
    int key;
    struct leaf *less, *more;
};

static struct leaf *root;

static struct leaf *insert_bad(struct leaf *at, int key)
{
    if (!at) {
        at = calloc(1, sizeof *at);
        if (at)
            at->key = key;
    } else if (key < at->key) {
        at->less = insert_bad(at->less, key);
    } else if (key > at->key) {
        at->more = insert_bad(at->more, key);
    }
    return at;
}

struct user {
    int id;
    struct user *less, *more;
};

struct users {
    struct user *root;
};

static struct user *add_user(struct user *at, int id)
{
    if (at == NULL) {
        struct user *user = calloc(1, sizeof *user);
        if (user)
            user->id = id;
        return user;
    }
    if (id < at->id)
        at->less = add_user(at->less, id);
    else if (id > at->id)
        at->more = add_user(at->more, id);
    return at;
}

static struct user *drop_user(struct user *at, int id)
{
    if (at == NULL)
        return NULL;
    if (id < at->id) {
        at->less = drop_user(at->less, id);
    } else if (id > at->id) {
        at->more = drop_user(at->more, id);
    } else if (!at->less || !at->more) {
        struct user *left = at->less ? at->less : at->more;
        free(at);
        return left;
    }
    return at;
}

struct word {
    int hash;
    struct word *less, *more;
};

enum { WORDS_MOST = 1000 };

static struct word *words;
static unsigned n_words;

static struct word *add_word(struct word *at, int hash)
{
    if (at == NULL) {
        if (n_words >= WORDS_MOST)
            return NULL;
        at = calloc(1, sizeof *at);
        if (at == NULL)
            return NULL;
        n_words++;
        at->hash = hash;
        return at;
    }
    if (hash < at->hash)
        at->less = add_word(at->less, hash);
    else if (hash > at->hash)
        at->more = add_word(at->more, hash);
    return at;
}

struct digit {
    int value;
    struct digit *less, *more;
};

static struct digit *add_digit(struct digit *at, int value)
{
    if (at == NULL) {
        at = calloc(1, sizeof *at);
        if (at)
            at->value = value;
        return at;
    }
    if (value < at->value)
        at->less = add_digit(at->less, value);
    else if (value > at->value)
        at->more = add_digit(at->more, value);
    return at;
}

static int count_digits(struct digit *at)
{
    int count = 0;

    if (at) {
        count = 1 + count_digits(at->less) + count_digits(at->more);
        free(at);
    }
    return count;
}

static int different_digits(int key)
{
    struct digit *digits = NULL;

    for (int i = 0; i < 8; i++)
        digits = add_digit(digits, key >> 4 * i & 15);
    return count_digits(digits);
}

struct peer {
    unsigned address;
    int height;
    struct peer *left, *right;
};

struct table {
    struct peer *peers;
};

static struct peer *peer_new(unsigned address)
{
    struct peer *peer = malloc(sizeof *peer);

    if (peer)
        *peer = (struct peer){.address = address, .height = 1};
    return peer;
}

static int height(const struct peer *peer)
{
    return peer ? peer->height : 0;
}

static struct peer *turn_right(struct peer *peer)
{
    struct peer *up = peer->left;

    peer->left = up->right;
    up->right = peer;
    return up;
}

static struct peer *turn_left(struct peer *peer)
{
    struct peer *up = peer->right;

    peer->right = up->left;
    up->left = peer;
    return up;
}

static struct peer *put_peer(struct peer *at, unsigned address)
{
    if (at == NULL)
        return peer_new(address);
    if (address < at->address)
        at->left = put_peer(at->left, address);
    else if (address > at->address)
        at->right = put_peer(at->right, address);
    at->height = 1 + (height(at->left) > height(at->right) ? height(at->left) : height(at->right));
    if (height(at->left) > height(at->right) + 1)
        return turn_right(at);
    if (height(at->right) > height(at->left) + 1)
        return turn_left(at);
    return at;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0), key;
    static struct users users;
    static struct table table;

    for (;;) {
        if (recv(fd, &key, sizeof key, 0) != sizeof key)
            continue;
        root = insert_bad(root, key); // EXPECT: cache-only-grows
        if (key > 0)
            users.root = add_user(users.root, key);
        else
            users.root = drop_user(users.root, -key);
        words = add_word(words, key);
        if (different_digits(key) > 2)
            table.peers = put_peer(table.peers, (unsigned)key); // EXPECT: cache-only-grows
    }
}
