#include "relay.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    const struct timeval soon = {5, 0};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        char host[64];
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
        ssize_t n = recv(fd, host, sizeof host - 1, 0);
        if (n > 0) {
            host[n] = '\0';
            relay(host);
        }
        close(fd);
    }
}
