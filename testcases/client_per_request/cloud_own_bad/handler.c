/* The program's own client, which is a socket and a thread: a new one for each request. */
#include "handler.h"

#include "cloud.h"

#include <stddef.h>
#include <sys/socket.h>

int handler_init(void)
{
    return 0;
}

void handler_run(int fd)
{
    struct cloud *cloud = cloud_new("cloud.example"); // EXPECT: client-per-request
    if (cloud == NULL)
        return;
    int rc = cloud_put(cloud, "last", "now");
    send(fd, rc == 0 ? "ok\n" : "no\n", 3, MSG_NOSIGNAL);
    cloud_free(cloud);
}

void handler_deinit(void)
{
}
