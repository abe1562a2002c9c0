/* A unix signal that comes between the look at its flag and the wait does not end the wait. Who waits for a second only, or
 * whose handler writes to a pipe that is awaited, too, looks again. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t quit, stop, leave, reload;
static int wake[2];

static void on_terminate(int number)
{
    (void)number;
    quit = 1;
}

static void on_interrupt(int number)
{
    (void)number;
    stop = 1;
}

static void on_user(int number)
{
    int saved = errno;

    (void)number;
    leave = 1;
    if (write(wake[1], "", 1) < 0)
        errno = saved;
}

static void on_hang_up(int number)
{
    (void)number;
    reload = 1;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigaction(number, &action, NULL);
}

static void serve_bad(struct pollfd *listeners, nfds_t n)
{
    while (!quit) {
        if (poll(listeners, n, -1) < 0) // EXPECT: select-stuck
            continue;
        for (nfds_t i = 0; i < n; i++)
            if (listeners[i].revents)
                close(accept(listeners[i].fd, NULL, NULL));
    }
}

static void serve_by_seconds_ok(struct pollfd *listeners, nfds_t n)
{
    while (!stop) {
        if (poll(listeners, n, 1000) <= 0)
            continue;
        for (nfds_t i = 0; i < n; i++)
            if (listeners[i].revents)
                close(accept(listeners[i].fd, NULL, NULL));
    }
}

static void serve_and_listen_ok(int listener)
{
    struct pollfd both[] = {{.fd = listener, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};

    while (!leave) {
        if (poll(both, 2, -1) < 0)
            continue;
        if (both[0].revents)
            close(accept(both[0].fd, NULL, NULL));
    }
}

/* What is asked for is done with the next connection: that ends nothing. */
static void serve_for_ever_ok(struct pollfd *listeners, nfds_t n, void (*read_again)(void))
{
    for (;;) {
        if (reload) {
            reload = 0;
            read_again();
        }
        if (poll(listeners, n, -1) < 0 && errno != EINTR)
            break;
        close(accept(listeners[0].fd, NULL, NULL));
    }
}

static void read_again(void)
{
    handle(SIGHUP, on_hang_up);
}

int main(void)
{
    struct pollfd listener = {.fd = socket(AF_INET, SOCK_STREAM, 0), .events = POLLIN};

    if (listener.fd < 0 || listen(listener.fd, 8) < 0 || pipe(wake) < 0)
        return 1;
    handle(SIGTERM, on_terminate);
    handle(SIGINT, on_interrupt);
    handle(SIGUSR1, on_user);
    handle(SIGHUP, on_hang_up);
    serve_bad(&listener, 1);
    serve_by_seconds_ok(&listener, 1);
    serve_and_listen_ok(listener.fd);
    serve_for_ever_ok(&listener, 1, read_again);
    return 0;
}
