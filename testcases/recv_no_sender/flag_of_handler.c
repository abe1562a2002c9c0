/* A unix signal that comes between the look at its flag and the wait does not end the wait, be it for a line, a connection
 * or the signal itself. What is read after it was found ready is not waited for, and a file not for long. */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t paused, typed, dialled, copied;

static void on_user(int number)
{
    (void)number;
    paused = 1;
}

static void on_interrupt(int number)
{
    (void)number;
    typed = 1;
}

static void on_terminate(int number)
{
    dialled = 1;
    signal(number, SIG_DFL);
}

static void on_quit(int number)
{
    (void)number;
    copied = 1;
}

static void wait_for_signal_bad(void)
{
    while (!paused)
        pause(); // EXPECT: recv-no-sender
}

static void echo_bad(void)
{
    char line[80];

    while (!typed) {
        ssize_t n = read(STDIN_FILENO, line, sizeof line); // EXPECT: recv-no-sender
        if (n <= 0 || write(STDOUT_FILENO, line, (size_t)n) != n)
            break;
    }
}

static void serve_ok(int listener)
{
    struct pollfd ready = {.fd = listener, .events = POLLIN};

    while (!dialled)
        if (poll(&ready, 1, 500) == 1)
            close(accept(listener, NULL, NULL));
}

static void copy_ok(int from, int to)
{
    char block[512];

    while (!copied) {
        ssize_t n = read(from, block, sizeof block);
        if (n <= 0 || write(to, block, (size_t)n) != n)
            break;
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    signal(SIGUSR1, on_user);
    signal(SIGINT, on_interrupt);
    signal(SIGTERM, on_terminate);
    signal(SIGQUIT, on_quit);
    wait_for_signal_bad();
    echo_bad();
    if (listener >= 0 && listen(listener, 8) == 0)
        serve_ok(listener);
    copy_ok(dup(3), STDOUT_FILENO);
    return 0;
}
