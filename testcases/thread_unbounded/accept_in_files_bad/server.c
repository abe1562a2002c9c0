#include "server.h"
#include "session.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int server_open(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0)
        return -1;
    return listen(listener, 16) == 0 ? listener : -1;
}

int server_loop(int listener)
{
    int fd;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        if (!session_start(fd))
            close(fd);
    }
    return 1;
}
