/* -1 for none: what is made together with a connection is given back where there is none. */
#include "mini_redis.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {2, 0};

struct net {
    int fd;
    int tries;
    redisContext *names; /* where the addresses come from */
    struct sockaddr *address;
    socklen_t length;
};

static int net_open(struct net *net)
{
    memset(net, 0, sizeof(*net));
    net->fd = -1;
    net->tries = 3;
    net->names = redisConnectWithTimeout("localhost", 6379, soon);
    return net->names != NULL ? 0 : -1;
}

static void net_close(struct net *net)
{
    close(net->fd);
    net->fd = -1;
}

static void net_clean(struct net *net)
{
    if (net->names)
        redisFree(net->names);
    net->names = NULL;
}

static int net_connect(struct net *net)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    if (connect(fd, net->address, net->length) < 0) {
        close(fd);
        return -1;
    }
    net->fd = fd;
    return 0;
}

static int put(struct net *net, const char *text, int keep)
{
    if (net->fd < 0 && net_connect(net) != 0)
        return -1;
    if (send(net->fd, text, strlen(text), MSG_NOSIGNAL) < 0) {
        net_close(net);
        return -1;
    }
    if (!keep)
        net_close(net);
    return 0;
}

static int ask_ok(struct net *net, const char *text, int keep)
{
    int rc = -1;
    if (net->fd >= 0) {
        rc = put(net, text, keep);
    } else {
        if (net_open(net) != 0)
            return -1;
        while (net->tries) {
            rc = put(net, text, keep);
            if (rc != 0) {
                net->tries--;
                continue;
            }
            break;
        }
    }
    if (!keep || net->fd < 0)
        net_clean(net);
    return rc;
}

static int ask_bad(struct net *net, const char *text, int keep)
{
    int rc = -1;
    if (net->fd >= 0) {
        rc = put(net, text, keep);
    } else {
        if (net_open(net) != 0)
            return -1;
        while (net->tries) {
            rc = put(net, text, keep);
            if (rc != 0) {
                net->tries--;
                continue;
            }
            break;
        }
    }
    if (!keep)
        net_clean(net);
    return rc;
}

int ask_all_ok(const char **texts, int keep)
{
    struct net net = {.fd = -1};
    int failed = 0;
    for (; *texts; texts++)
        failed |= ask_ok(&net, *texts, keep);
    if (net.fd >= 0)
        net_close(&net);
    net_clean(&net);
    return failed;
}

int ask_all_bad(const char **texts, int keep)
{
    struct net net = {.fd = -1};
    int failed = 0;
    for (; *texts; texts++)
        failed |= ask_bad(&net, *texts, keep); // EXPECT: client-leaked
    if (net.fd >= 0)
        net_close(&net);
    net_clean(&net);
    return failed;
}
