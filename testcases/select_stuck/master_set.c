/* select() gets a copy of a set that was filled before: with the kick of nobody, with a listener as well, or by
 * another function. */
#include <errno.h>
#include <sys/select.h>
#include <unistd.h>

int serve(int fd);

static int kick[2], knock[2], call[2];

int loop_bad(int n_rounds)
{
    fd_set all, ready;

    if (pipe(kick) < 0)
        return -errno;
    FD_ZERO(&all);
    FD_SET(kick[0], &all);
    for (int i = 0; i < n_rounds; i++) {
        ready = all;
        if (select(kick[0] + 1, &ready, NULL, NULL, NULL) < 0) // EXPECT: select-stuck
            return -errno;
        serve(i);
    }
    return 0;
}

int loop_listener_ok(int listener, int n_rounds)
{
    fd_set all, ready;
    int last = listener;

    if (pipe(knock) < 0)
        return -errno;
    if (last < knock[0])
        last = knock[0];
    FD_ZERO(&all);
    FD_SET(knock[0], &all);
    FD_SET(listener, &all);
    for (int i = 0; i < n_rounds; i++) {
        ready = all;
        if (select(last + 1, &ready, NULL, NULL, NULL) < 0)
            return -errno;
        serve(listener);
    }
    return 0;
}

void add_listeners(fd_set *set);

int loop_filled_ok(int n_rounds)
{
    fd_set all;

    if (pipe(call) < 0)
        return -errno;
    for (int i = 0; i < n_rounds; i++) {
        FD_ZERO(&all);
        FD_SET(call[0], &all);
        add_listeners(&all);
        if (select(FD_SETSIZE, &all, NULL, NULL, NULL) < 0)
            return -errno;
        serve(i);
    }
    return 0;
}
