/* The loop waits at the end of the pair of sockets into which its own threads write. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HERE, THERE };

int resolve(const char *host);
int translate(const char *name);

static int lookups[2];
static int renames[2];

static void *lookup_run(void *arg)
{
    int32_t id = resolve(arg);

    if (write(lookups[HERE], &id, sizeof id) < 0) // EXPECT: send-no-receiver
        return NULL;
    return arg;
}

int lookup_bad(char *host)
{
    pthread_t thread;
    int32_t id = -1;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, lookups) < 0)
        return -errno;
    if (pthread_create(&thread, NULL, lookup_run, host) != 0)
        return -EAGAIN;
    pthread_detach(thread);
    struct pollfd item = {.fd = lookups[HERE], .events = POLLIN};
    if (poll(&item, 1, -1) == 1) // EXPECT: select-stuck
        recv(lookups[HERE], &id, sizeof id, MSG_DONTWAIT);
    return id;
}

static void *rename_run(void *arg)
{
    int32_t id = translate(arg);

    if (write(renames[THERE], &id, sizeof id) < 0)
        return NULL;
    return arg;
}

int rename_ok(char *name)
{
    pthread_t thread;
    int32_t id = -1;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, renames) < 0)
        return -errno;
    if (pthread_create(&thread, NULL, rename_run, name) != 0)
        return -EAGAIN;
    pthread_detach(thread);
    struct pollfd item = {.fd = renames[HERE], .events = POLLIN};
    if (poll(&item, 1, -1) == 1)
        recv(renames[HERE], &id, sizeof id, MSG_DONTWAIT);
    return id;
}
