/* The standard input is the descriptor 0, which nobody needs to write down. */
#include <errno.h>
#include <poll.h>
#include <sys/select.h>
#include <unistd.h>

static int poll_kick[2], zero_kick[2], set_kick[2];

int poll_input_ok(void)
{
    if (pipe(poll_kick) < 0)
        return -errno;
    struct pollfd items[2] = {{0, POLLIN, 0}, {poll_kick[0], POLLIN, 0}};
    return poll(items, 2, -1);
}

int poll_zero_ok(void)
{
    struct pollfd items[2] = {0};

    if (pipe(zero_kick) < 0)
        return -errno;
    items[0].events = POLLIN;
    items[1].fd = zero_kick[0];
    items[1].events = POLLIN;
    return poll(items, 2, -1);
}

int select_input_ok(void)
{
    fd_set set;

    if (pipe(set_kick) < 0)
        return -errno;
    FD_ZERO(&set);
    FD_SET(STDIN_FILENO, &set);
    FD_SET(set_kick[0], &set);
    return select(set_kick[0] + 1, &set, NULL, NULL, NULL);
}
