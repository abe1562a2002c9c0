/* The end that writes goes to another program, which is told its number: we don't know what that does with it. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

int wait_for_helper_ok(const char *helper)
{
    int ends[2];
    char number[16];

    if (pipe(ends) < 0)
        return -1;
    if (fork() == 0) {
        close(ends[0]);
        snprintf(number, sizeof number, "%d", ends[1]);
        execl(helper, helper, "--ready-fd", number, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    struct pollfd ready = {.fd = ends[0], .events = POLLIN};
    int n = poll(&ready, 1, -1);
    close(ends[0]);
    return n == 1 ? 0 : -1;
}

/* The program knows the number by itself: it is the first one behind the three that all have. */
int wait_for_third_ok(const char *helper)
{
    int ends[2];
    char byte;

    if (pipe(ends) < 0)
        return -1;
    if (fork() == 0) {
        execl(helper, helper, (char *)NULL);
        _exit(127);
    }
    struct pollfd ready = {.fd = ends[0], .events = POLLIN};
    int status = poll(&ready, 1, -1) == 1 && read(ends[0], &byte, 1) == 1 ? 0 : -1;
    close(ends[0]);
    close(ends[1]);
    return status;
}
