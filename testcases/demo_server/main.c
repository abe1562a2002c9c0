/* demo_server [PORT [BACKEND_PORT [METRICS_PORT]]]: see README.md. */
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;

static void on_unix_signal(int number)
{
    (void)number;
    stop_asked = 1;
}

static int listen_on(int port)
{
    const int yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_port = htons((in_port_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 64) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void serve(int listener)
{
    const struct timeval patience = {.tv_usec = 200 * 1000};
    while (!stop_asked) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            if (errno != EINTR)
                perror("accept");
            continue;
        }
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        pool_submit(fd);
    }
}

int main(int argc, char **argv)
{
    const struct options options = {
        .port = argc > 1 ? atoi(argv[1]) : 8080,
        .backend_port = argc > 2 ? atoi(argv[2]) : 8081,
        .metrics_port = argc > 3 ? atoi(argv[3]) : 0,
    };
    struct sigaction action = {.sa_handler = on_unix_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);

    int listener = listen_on(options.port);
    if (listener < 0) {
        perror("listen");
        return 1;
    }
    handler_init(&options);
    if (stats_start(options.metrics_port) < 0 || pool_start() < 0) {
        close(listener);
        return 1;
    }
    cache_warm();
    serve(listener);
    close(listener);
    pool_stop();
    return 0;
}
