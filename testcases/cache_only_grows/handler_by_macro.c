/* The header of the event library, whose macros register handlers, is not there: they are called as functions. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct loop;
struct watcher {
    int fd;
};

void ev_io_init(struct watcher *watcher,
                void (*handler)(struct loop *loop, struct watcher *watcher, int events), int fd,
                int events);
void ev_io_start(struct loop *loop, struct watcher *watcher);
int ev_run(struct loop *loop, int flags);

struct seen {
    int port;
    struct seen *next;
};

struct last {
    int port;
    struct last *next;
};

static struct seen *all_seen;
static struct last *all_last;
static unsigned n_last;

static void note_bad(int port)
{
    struct seen *seen = malloc(sizeof(*seen));

    if (!seen)
        return;
    seen->port = port;
    seen->next = all_seen;
    all_seen = seen; // EXPECT: cache-only-grows
}

static void note_ok(int port)
{
    struct last *last = n_last < 100 ? malloc(sizeof(*last)) : NULL;

    if (!last)
        return;
    n_last++;
    last->port = port;
    last->next = all_last;
    all_last = last;
}

static void on_connection(struct loop *loop, struct watcher *watcher, int events)
{
    int fd = accept(watcher->fd, NULL, NULL);

    (void)loop;
    if (fd < 0)
        return;
    note_bad(events);
    note_ok(events);
    close(fd);
}

int main(int argc, char **argv)
{
    static struct watcher listening;

    (void)argv;
    listening.fd = socket(AF_UNIX, SOCK_STREAM, 0);
    ev_io_init(&listening, on_connection, listening.fd, argc);
    ev_io_start(NULL, &listening);
    return ev_run(NULL, 0);
}
