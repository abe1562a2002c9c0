/* A tree whose insert turns nodes about on the way, written by macros as those of BSD's <sys/tree.h>: that another
 * node becomes the root takes none out. The good twin takes out what is old. */
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define TREE_HEAD(name, type)                                                                      \
    struct name {                                                                                  \
        struct type *root;                                                                         \
    }
#define TREE_ENTRY(type)                                                                           \
    struct {                                                                                       \
        struct type *left, *right;                                                                 \
    }
#define TREE_GENERATE(name, type, field)                                                           \
    static void name##_to_root(struct name *head, int key)                                         \
    {                                                                                              \
        struct type *top = head->root, *up;                                                        \
        while (key < top->key && (up = top->field.left) != NULL) {                                 \
            top->field.left = up->field.right;                                                     \
            up->field.right = top;                                                                 \
            head->root = up;                                                                       \
            top = up;                                                                              \
        }                                                                                          \
    }                                                                                              \
    static void name##_insert(struct name *head, struct type *node)                                \
    {                                                                                              \
        if (head->root == NULL) {                                                                  \
            node->field.left = node->field.right = NULL;                                           \
        } else {                                                                                   \
            name##_to_root(head, node->key);                                                       \
            node->field.left = head->root->field.left;                                             \
            node->field.right = head->root;                                                        \
            head->root->field.left = NULL;                                                         \
        }                                                                                          \
        head->root = node;                                                                         \
    }

struct peer {
    TREE_ENTRY(peer) entry;
    int key;
    time_t seen;
};

TREE_HEAD(peers, peer);
TREE_GENERATE(peers, peer, entry)

struct guest {
    TREE_ENTRY(guest) entry;
    int key;
    time_t seen;
};

TREE_HEAD(guests, guest);
TREE_GENERATE(guests, guest, entry)

static struct peers peers;
static struct guests guests;

static void note_peer_bad(int key)
{
    struct peer *peer = calloc(1, sizeof *peer);

    if (!peer)
        return;
    peer->key = key;
    peers_insert(&peers, peer); // EXPECT: cache-only-grows
}

static void forget_oldest(time_t now)
{
    struct guest *guest = guests.root;

    if (guest && !guest->entry.left && guest->seen + 60 < now) {
        guests.root = guest->entry.right;
        free(guest);
    }
}

static void note_guest_ok(int key)
{
    struct guest *guest = calloc(1, sizeof *guest);

    if (!guest)
        return;
    guest->key = key;
    guest->seen = time(NULL);
    forget_oldest(guest->seen);
    guests_insert(&guests, guest);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), key;

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (recv(fd, &key, sizeof key, 0) == sizeof key) {
            note_peer_bad(key);
            note_guest_ok(key);
        }
        close(fd);
    }
}
