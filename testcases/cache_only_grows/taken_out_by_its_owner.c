/* A library whose users may take out again what they have put in. What it puts in itself, for each connection, nobody
 * else knows; what it hands to them, they can. */
#include <stdlib.h>
#include <sys/socket.h>

struct security {
    int type;
    struct security *next;
};

static struct security *securities;

void security_register(struct security *security)
{
    security->next = securities;
    securities = security;
}

void security_unregister(struct security *security)
{
    if (securities == security) {
        securities = securities->next;
        return;
    }
    for (struct security *at = securities; at != NULL; at = at->next)
        if (at->next == security) {
            at->next = security->next;
            return;
        }
}

static void greet_bad(int fd)
{
    struct security *own = calloc(1, sizeof(*own));
    if (own == NULL)
        return;
    own->type = 2;
    own->next = securities;
    securities = own; // EXPECT: cache-only-grows
    send(fd, &own->type, sizeof(own->type), 0);
}

static struct security none = {.type = 1};

static void greet_ok(int fd)
{
    security_unregister(&none);
    security_register(&none);
    send(fd, &none.type, sizeof(none.type), 0);
}

struct viewer {
    int fd;
    struct viewer *next;
};

static struct viewer *viewers;
static void (*when_new)(struct viewer *viewer);

void viewer_gone(struct viewer *viewer)
{
    if (viewers == viewer) {
        viewers = viewers->next;
        free(viewer);
        return;
    }
}

static void welcome_ok(int fd)
{
    struct viewer *viewer = calloc(1, sizeof(*viewer));
    if (viewer == NULL)
        return;
    viewer->fd = fd;
    viewer->next = viewers;
    viewers = viewer;
    when_new(viewer);
}

void serve(int listener, void (*on_viewer)(struct viewer *viewer))
{
    when_new = on_viewer;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        greet_bad(fd);
        greet_ok(fd);
        welcome_ok(fd);
    }
}
