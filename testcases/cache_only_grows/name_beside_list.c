/* Each peer has a reminder, which a list keeps and the peer names as well. That the name is set to NULL takes nothing
 * out of the list. */
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct late;

struct peer_bad {
    int fd;
    struct late *late; /* names it */
};

struct late {
    time_t due;
    struct peer_bad *peer;
    struct late *prev, *next;
};

static struct late *lates;

static void remind_bad(struct peer_bad *peer)
{
    struct late *late = calloc(1, sizeof(*late));

    if (!late)
        return;
    late->peer = peer;
    late->due = time(NULL) + 60;
    late->next = lates;
    if (lates)
        lates->prev = late;
    lates = late; // EXPECT: cache-only-grows
    peer->late = late;
}

/* Each name is cleared when it is due: the reminder stays in the list. */
static void look_at_lates(void)
{
    for (struct late *late = lates; late; late = late->next)
        if (late->due < time(NULL))
            late->peer->late = NULL;
}

struct soon;

struct peer_ok {
    int fd;
    struct soon *soon;
};

struct soon {
    time_t due;
    struct peer_ok *peer;
    struct soon *prev, *next;
};

static struct soon *soons;

static void remind_ok(struct peer_ok *peer)
{
    struct soon *soon = calloc(1, sizeof(*soon));

    if (!soon)
        return;
    soon->peer = peer;
    soon->due = time(NULL) + 60;
    soon->next = soons;
    if (soons)
        soons->prev = soon;
    soons = soon;
    peer->soon = soon;
}

static void forget(struct peer_ok *peer)
{
    struct soon *soon = peer->soon;

    if (!soon)
        return;
    if (soon->prev)
        soon->prev->next = soon->next;
    else
        soons = soon->next;
    if (soon->next)
        soon->next->prev = soon->prev;
    free(soon);
    peer->soon = NULL;
}

/* A list that is taken as a whole, by who frees it elsewhere: its head is no mere name. */
struct done {
    int fd;
    struct done *next;
};

struct tray {
    struct done *first;
};

static struct tray tray;

static void note_done_ok(int fd)
{
    struct done *done = calloc(1, sizeof(*done));

    if (!done)
        return;
    done->fd = fd;
    done->next = tray.first;
    tray.first = done;
}

static void empty_tray(void (*drop)(void *))
{
    for (struct done *done = tray.first, *next; done; done = next) {
        next = done->next;
        drop(done);
    }
    tray.first = NULL;
}

int main(void)
{
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    static struct peer_bad bad;
    static struct peer_ok ok;

    while (listener >= 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        bad.fd = ok.fd = fd;
        remind_bad(&bad);
        look_at_lates();
        remind_ok(&ok);
        forget(&ok);
        note_done_ok(fd);
        empty_tray(free);
        close(fd);
    }
    return 0;
}
