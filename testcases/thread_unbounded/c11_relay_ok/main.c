/* C11 threads, one for each datagram. Where the datagrams come from is a file of its own: from
 * malloc, or from a pool of so many. */
#include "relay.h"

#include <stdio.h>
#include <sys/socket.h>
#include <threads.h>

static int relay(void *arg)
{
    struct datagram *datagram = arg;
    thrd_detach(thrd_current());
    fwrite(datagram->bytes, 1, datagram->size, stdout);
    datagram_put(datagram);
    return 0;
}

static int relay_next(int fd)
{
    char none;
    struct datagram *datagram = datagram_get();
    if (datagram == NULL)
        return (int)recv(fd, &none, 1, 0);
    ssize_t n = recvfrom(fd, datagram->bytes, sizeof datagram->bytes, 0, NULL, NULL);
    thrd_t thread;
    datagram->size = n < 0 ? 0 : (size_t)n;
    if (n < 0 || thrd_create(&thread, relay, datagram) != thrd_success)
        datagram_put(datagram);
    return (int)n;
}

int main(void)
{
    int fd = relay_socket(5000);
    while (fd >= 0 && relay_next(fd) >= 0)
        continue;
    return 1;
}
