/* The wait itself lets the signal in: one that came before ends it at once. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t quit;

static void on_terminate(int number)
{
    (void)number;
    quit = 1;
}

int main(void)
{
    struct pollfd listener = {.fd = socket(AF_INET, SOCK_STREAM, 0), .events = POLLIN};
    struct sigaction action;
    sigset_t blocked, before;

    memset(&action, 0, sizeof action);
    action.sa_handler = on_terminate;
    sigaction(SIGTERM, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    if (listener.fd < 0 || listen(listener.fd, 8) < 0)
        return 1;
    while (!quit) {
        if (ppoll(&listener, 1, NULL, &before) < 0 && errno != EINTR)
            return 1;
        if (!quit)
            close(accept(listener.fd, NULL, NULL));
    }
    return 0;
}
