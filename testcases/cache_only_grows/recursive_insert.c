/* A tree whose insert calls itself and hands back the subtree. */
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

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0), key;

    for (;;) {
        if (recv(fd, &key, sizeof key, 0) == sizeof key)
            root = insert_bad(root, key); // MISS: cache-only-grows
    }
}
