/* Each connection is accepted, led on and closed. */
#include "proxy.h"

#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>

static void serve(int fd)
{
    struct relay relay = {.from = fd, .to = -1};
    if (relay_connect(&relay, "backend.example", "8081") >= 0)
        relay_run(&relay);
    relay_close(&relay);
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 16) < 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0)
            serve(fd);
    }
}
