/* The self-pipe: a handler writes, and the loop that waits for sockets, too, is woken. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

int accept_client(int listener);

static int self[2] = {-1, -1};

static void on_terminate(int number)
{
    int saved = errno;
    char byte = (char)number;

    (void)!write(self[1], &byte, 1);
    errno = saved;
}

static int self_open(void)
{
    struct sigaction action;

    if (pipe2(self, O_CLOEXEC | O_NONBLOCK) < 0)
        return -1;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_terminate;
    sigemptyset(&action.sa_mask);
    return sigaction(SIGTERM, &action, NULL);
}

int pause_until_signal_ok(void)
{
    fd_set set;
    char byte = 0;

    if (self_open() < 0)
        return -1;
    for (;;) {
        FD_ZERO(&set);
        FD_SET(self[0], &set);
        if (select(self[0] + 1, &set, NULL, NULL, NULL) < 0 && errno != EINTR)
            return -1;
        if (read(self[0], &byte, 1) == 1)
            return byte;
    }
}

int serve_until_signal_ok(int listener)
{
    int last = listener;
    fd_set set;

    if (self_open() < 0)
        return -1;
    if (last < self[0])
        last = self[0];
    for (;;) {
        FD_ZERO(&set);
        FD_SET(listener, &set);
        FD_SET(self[0], &set);
        if (select(last + 1, &set, NULL, NULL, NULL) < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        if (FD_ISSET(self[0], &set))
            return 0;
        if (FD_ISSET(listener, &set))
            accept_client(listener);
    }
}
