#include "proxy.h"

#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int relay_connect(struct relay *relay, const char *host, const char *port)
{
    const struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    const struct timeval most = {.tv_sec = 15};
    struct addrinfo *found;
    if (getaddrinfo(host, port, &hints, &found) != 0)
        return -1;
    relay->to = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (relay->to >= 0)
        setsockopt(relay->to, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    if (relay->to >= 0 && connect(relay->to, found->ai_addr, found->ai_addrlen) < 0) {
        close(relay->to);
        relay->to = -1;
    }
    freeaddrinfo(found);
    return relay->to;
}

/* One question, one answer. */
void relay_run(struct relay *relay)
{
    char data[4096];
    ssize_t n = recv(relay->from, data, sizeof data, 0);
    if (n <= 0 || send(relay->to, data, (size_t)n, MSG_NOSIGNAL) != n)
        return;
    n = recv(relay->to, data, sizeof data, 0);
    if (n > 0)
        send(relay->from, data, (size_t)n, MSG_NOSIGNAL);
}

void relay_close(struct relay *relay)
{
    close(relay->to);
    close(relay->from);
}
