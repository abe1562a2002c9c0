/* A server thread with a queue that nobody else can find: nobody asks it anything; or main does. */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MOST = 128 };

struct resolver {
    mqd_t requests;
    int n_resolved;
};

static int requests_open(mqd_t *ret_requests, const char *what)
{
    struct mq_attr attr = {.mq_maxmsg = 8, .mq_msgsize = TEXT_MOST};
    char name[32];

    snprintf(name, sizeof name, "/%s.%d", what, (int)getpid());
    *ret_requests = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
    if (*ret_requests == (mqd_t)-1)
        return -1;
    return mq_unlink(name);
}

static void *resolve(void *arg)
{
    struct resolver *resolver = arg;
    char name[TEXT_MOST];

    while (mq_receive(resolver->requests, name, sizeof name, NULL) > 0) // EXPECT: recv-no-sender
        resolver->n_resolved++;
    return NULL;
}

int resolve_bad(void)
{
    struct resolver resolver = {.n_resolved = 0};
    pthread_t thread;

    if (requests_open(&resolver.requests, "resolve") < 0 ||
        pthread_create(&thread, NULL, resolve, &resolver) != 0)
        return -1;
    pthread_join(thread, NULL);
    return resolver.n_resolved;
}

struct spooler {
    mqd_t pages;
    int n_printed;
};

static void *spool(void *arg)
{
    struct spooler *spooler = arg;
    char page[TEXT_MOST];

    while (mq_receive(spooler->pages, page, sizeof page, NULL) > 0)
        spooler->n_printed++;
    return NULL;
}

int spool_ok(const char *page)
{
    struct spooler spooler = {.n_printed = 0};
    pthread_t thread;

    if (requests_open(&spooler.pages, "spool") < 0 ||
        pthread_create(&thread, NULL, spool, &spooler) != 0)
        return -1;
    mq_send(spooler.pages, page, strlen(page) + 1, 0);
    mq_send(spooler.pages, page, 0, 0);
    pthread_join(thread, NULL);
    return spooler.n_printed;
}
