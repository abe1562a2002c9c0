#include "net.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

int net_open(const struct sockaddr_in *to)
{
    int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (fd < 0)
        return -1;
    if (net_prepare(fd) < 0)
        goto fail;
    if (connect(fd, (const struct sockaddr *)to, sizeof *to) < 0) {
        if (errno != EINPROGRESS)
            goto fail;
    }
    return fd;

fail:
    close(fd);
    return -1;
}
