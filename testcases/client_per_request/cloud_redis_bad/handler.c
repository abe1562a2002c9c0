/* A client of the cloud for each request, and nothing closes it. */
#include "handler.h"

#include "cloud.h"

#include <stddef.h>
#include <sys/socket.h>

int handler_init(void)
{
    return 0;
}

static struct cloud *connect_to_cloud(void)
{
    return cloud_new("cloud.example");
}

void handler_run(int fd)
{
    struct cloud *cloud = connect_to_cloud(); // EXPECT: client-per-request, client-leaked
    int rc = cloud == NULL ? -1 : cloud_put(cloud, "last", "now");
    send(fd, rc == 0 ? "ok\n" : "no\n", 3, MSG_NOSIGNAL);
}

void handler_deinit(void)
{
}
