#include "net.h"

#include <fcntl.h>

/* Nobody waits for it. */
int net_prepare(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? -1 : fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}
