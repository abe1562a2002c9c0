/* Entries that have their links as a part, in trees of one kind of links. A function of each tree hands the part on to the
 * one that links; what is freed is an entry of its own kind. */
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct leaf {
    struct leaf *less, *more;
};

struct object_bad {
    unsigned long id;
    struct leaf leaf;
};

struct object_ok {
    unsigned long id;
    struct leaf leaf;
};

#define OBJECT(type, at) ((struct type *)((char *)(at) - offsetof(struct type, leaf)))

static struct leaf *objects_bad;
static struct leaf *objects_ok;

static void link_leaf(struct leaf *leaf, struct leaf **at)
{
    leaf->less = leaf->more = NULL;
    *at = leaf;
}

static int add_to_bad(struct leaf **root, struct object_bad *object)
{
    while (*root) {
        struct object_bad *at = OBJECT(object_bad, *root);
        if (at->id == object->id)
            return 0;
        root = object->id < at->id ? &at->leaf.less : &at->leaf.more;
    }
    link_leaf(&object->leaf, root);
    return 1;
}

static void note_bad(unsigned long id)
{
    struct object_bad *object = malloc(sizeof *object);

    if (!object)
        return;
    object->id = id;
    if (!add_to_bad(&objects_bad, object)) // EXPECT: cache-only-grows
        free(object);
}

static int add_to_ok(struct leaf **root, struct object_ok *object)
{
    while (*root) {
        struct object_ok *at = OBJECT(object_ok, *root);
        if (at->id == object->id)
            return 0;
        root = object->id < at->id ? &at->leaf.less : &at->leaf.more;
    }
    link_leaf(&object->leaf, root);
    return 1;
}

static void note_ok(unsigned long id)
{
    struct object_ok *object = malloc(sizeof *object);

    if (!object)
        return;
    object->id = id;
    if (!add_to_ok(&objects_ok, object))
        free(object);
}

static void drop_all_ok(struct leaf *leaf)
{
    if (!leaf)
        return;
    struct object_ok *object = OBJECT(object_ok, leaf);
    drop_all_ok(leaf->less);
    drop_all_ok(leaf->more);
    free(object);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        unsigned long id = 0;
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (recv(fd, &id, sizeof id, 0) == sizeof id) {
            note_bad(id);
            note_ok(id);
        } else {
            drop_all_ok(objects_ok);
            objects_ok = NULL;
        }
        close(fd);
    }
}
