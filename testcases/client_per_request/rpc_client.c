/* A handle to a remote program for each connection, or one for all. Its end is a macro that calls what the handle's
 * operations name. */
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

typedef struct __rpc_client {
    void *cl_auth;
    struct clnt_ops {
        int (*cl_call)(struct __rpc_client *, unsigned, void *, void *, void *, void *,
                       struct timeval);
        void (*cl_abort)(struct __rpc_client *);
        void (*cl_geterr)(struct __rpc_client *, void *);
        int (*cl_freeres)(struct __rpc_client *, void *, void *);
        void (*cl_destroy)(struct __rpc_client *);
        int (*cl_control)(struct __rpc_client *, unsigned, void *);
    } *cl_ops;
} CLIENT;

CLIENT *clnt_create(const char *host, const unsigned program, const unsigned version,
                    const char *net);
int xdr_int(void *xdr, int *number);

#define clnt_call(client, proc, xargs, args, xres, res, time)                                      \
    ((*(client)->cl_ops->cl_call)(client, proc, xargs, args, xres, res, time))
#define clnt_destroy(client) ((*(client)->cl_ops->cl_destroy)(client))

enum { PRICES = 0x20000001, VERSION = 1, PRICE = 1 };

static int ask(CLIENT *client, int key)
{
    struct timeval limit = {.tv_sec = 2};
    int price = -1;
    if (clnt_call(client, PRICE, (void *)xdr_int, &key, (void *)xdr_int, &price, limit) != 0)
        return -1;
    return price;
}

static int price_bad(int key)
{
    CLIENT *client = clnt_create("prices", PRICES, VERSION, "tcp"); // EXPECT: client-per-request
    if (client == NULL)
        return -1;
    int price = ask(client, key);
    clnt_destroy(client);
    return price;
}

static CLIENT *shared;

static int price_ok(int key)
{
    if (shared == NULL)
        shared = clnt_create("prices", PRICES, VERSION, "tcp");
    if (shared == NULL)
        return -1;
    int price = ask(shared, key);
    if (price < 0) {
        clnt_destroy(shared);
        shared = NULL;
    }
    return price;
}

int main(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(7000)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&own, sizeof(own)) != 0 ||
        listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int key, fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (recv(fd, &key, sizeof(key), 0) == (ssize_t)sizeof(key)) {
            int price = price_bad(key) + price_ok(key);
            send(fd, &price, sizeof(price), 0);
        }
        close(fd);
    }
}
