/* A byte per event wakes a loop: the end that writes does not wait, and what is full wakes as
 * well. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

void reap_children(void);

static int wake[2] = {-1, -1};
static volatile sig_atomic_t is_over;

static void on_signal(int number)
{
    int saved = errno;

    if (number == SIGTERM)
        is_over = 1;
    (void)!write(wake[1], "", 1);
    errno = saved;
}

int events_open_ok(void)
{
    struct sigaction action;

    if (pipe(wake) < 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        int flags = fcntl(wake[i], F_GETFL);
        if (flags < 0 || fcntl(wake[i], F_SETFL, flags | O_NONBLOCK) < 0)
            return -1;
    }
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGCHLD, &action, NULL) < 0)
        return -1;
    return sigaction(SIGTERM, &action, NULL);
}

void events_run_ok(void)
{
    char bytes[64];

    while (!is_over) {
        struct pollfd item = {.fd = wake[0], .events = POLLIN};
        if (poll(&item, 1, -1) < 0 && errno != EINTR)
            break;
        while (read(wake[0], bytes, sizeof bytes) > 0)
            continue;
        reap_children();
    }
}
