#include "net.h"

#include <fcntl.h>

/* No program that is started gets it. */
int net_prepare(int fd)
{
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? -1 : fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
}
