/* An array that is made larger for each client; the twin's count goes down again. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct seen {
    int fd;
    long at;
};

static struct seen *all;
static size_t n_all, room;
static int *open_fds;
static size_t n_open, open_room;

static int add_bad(int fd, long at)
{
    if (n_all == room) {
        size_t more = room ? room * 2 : 16;
        struct seen *bigger = realloc(all, more * sizeof *all);
        if (!bigger)
            return -1;
        all = bigger;
        room = more;
    }
    all[n_all].fd = fd; // EXPECT: cache-only-grows
    all[n_all].at = at;
    n_all++;
    return 0;
}

static int add_ok(int fd)
{
    if (n_open == open_room) {
        size_t more = open_room ? open_room * 2 : 16;
        int *bigger = realloc(open_fds, more * sizeof *open_fds);
        if (!bigger)
            return -1;
        open_fds = bigger;
        open_room = more;
    }
    open_fds[n_open] = fd;
    n_open++;
    return 0;
}

static void remove_ok(int fd)
{
    for (size_t i = 0; i < n_open; i++)
        if (open_fds[i] == fd) {
            open_fds[i] = open_fds[--n_open];
            return;
        }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (long now = 0; listener >= 0; now++) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (add_bad(fd, now) != 0 || add_ok(fd) != 0)
            break;
        close(fd);
        remove_ok(fd);
    }
    return 0;
}
