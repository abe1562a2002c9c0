/* A pair of sockets between a thread and its owner, of which both sides use the same end: what they
 * send arrives at the other one. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct resolver {
    int ends[2];
    pthread_t thread;
};

struct checker {
    int ends[2];
    pthread_t thread;
};

static void *resolver_run(void *arg)
{
    struct resolver *r = arg;
    char name[64];

    if (read(r->ends[0], name, sizeof name) > 0) // EXPECT: recv-no-sender
        printf("resolving %s\n", name);
    return NULL;
}

static void *checker_run(void *arg)
{
    struct checker *c = arg;
    char name[64];

    if (read(c->ends[1], name, sizeof name) > 0)
        printf("checking %s\n", name);
    return NULL;
}

int resolve_bad(void)
{
    struct resolver r;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, r.ends) < 0)
        return -errno;
    int status = -pthread_create(&r.thread, NULL, resolver_run, &r);
    if (status == 0) {
        if (write(r.ends[0], "localhost", 10) != 10) // EXPECT: send-no-receiver
            status = -errno;
        pthread_join(r.thread, NULL);
    }
    close(r.ends[0]);
    close(r.ends[1]);
    return status;
}

int check_ok(void)
{
    struct checker c;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, c.ends) < 0)
        return -errno;
    int status = -pthread_create(&c.thread, NULL, checker_run, &c);
    if (status == 0) {
        if (write(c.ends[0], "localhost", 10) != 10)
            status = -errno;
        pthread_join(c.thread, NULL);
    }
    close(c.ends[0]);
    close(c.ends[1]);
    return status;
}
