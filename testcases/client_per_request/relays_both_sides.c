/* A connection of its own to the other side for each caller: kept while bytes go both ways, or made for one
 * question and thrown away. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct pair {
    int caller, server;
};

static struct sockaddr_in server_address;

static int dial(void)
{
    struct timeval most = {5, 0};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
    if (connect(fd, (struct sockaddr *)&server_address, sizeof(server_address)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static int pass_on(int from, int to)
{
    char bytes[4096];
    ssize_t got = recv(from, bytes, sizeof(bytes), 0);

    return got > 0 && send(to, bytes, (size_t)got, 0) == got ? 0 : -1;
}

static void relay_ok(struct pair *pair)
{
    struct timeval most = {5, 0};
    struct pollfd ends[2];

    pair->server = socket(AF_INET, SOCK_STREAM, 0);
    if (pair->server < 0)
        return;
    setsockopt(pair->server, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
    if (connect(pair->server, (struct sockaddr *)&server_address, sizeof(server_address)) == 0) {
        ends[0].fd = pair->caller;
        ends[1].fd = pair->server;
        ends[0].events = ends[1].events = POLLIN;
        while (poll(ends, 2, 60000) > 0) {
            if (ends[0].revents && pass_on(pair->caller, pair->server) != 0)
                break;
            if (ends[1].revents && pass_on(pair->server, pair->caller) != 0)
                break;
        }
    }
    close(pair->server);
}

static void ask_bad(struct pair *pair)
{
    struct pollfd answer;
    char bytes[512];

    pair->server = dial(); // EXPECT: client-per-request
    if (pair->server < 0)
        return;
    answer.fd = pair->server;
    answer.events = POLLIN;
    if (send(pair->server, "stats\n", 6, 0) == 6)
        while (poll(&answer, 1, 5000) > 0) {
            ssize_t got = recv(pair->server, bytes, sizeof(bytes), 0);
            if (got <= 0)
                break;
            send(pair->caller, bytes, (size_t)got, 0);
        }
    close(pair->server);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(7000)};

    server_address.sin_family = AF_INET;
    server_address.sin_port = htons(8000);
    if (listener < 0 || bind(listener, (struct sockaddr *)&own, sizeof(own)) != 0 ||
        listen(listener, 16) != 0)
        return 1;
    for (;;) {
        struct pair pair = {accept(listener, NULL, NULL), -1};
        char kind = 0;
        if (pair.caller < 0)
            continue;
        if (recv(pair.caller, &kind, 1, 0) == 1 && kind == 'r')
            relay_ok(&pair);
        else
            ask_bad(&pair);
        close(pair.caller);
    }
}
