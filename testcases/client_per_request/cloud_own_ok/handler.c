/* One client of the cloud for all requests, made before the first. */
#include "handler.h"

#include "cloud.h"

#include <stddef.h>
#include <sys/socket.h>

static struct cloud *cloud;

int handler_init(void)
{
    cloud = cloud_new("cloud.example");
    return cloud == NULL ? -1 : 0;
}

void handler_run(int fd)
{
    int rc = cloud_put(cloud, "last", "now");
    send(fd, rc == 0 ? "ok\n" : "no\n", 3, MSG_NOSIGNAL);
}

void handler_deinit(void)
{
    cloud_free(cloud);
}
