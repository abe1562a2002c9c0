/* A queue of the program's own (its name is made of a number and taken away at once) that threads send to, and that
 * nobody reads; or that main does. */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { N_THREADS = 4 };

struct event {
    int thread, status;
};

static mqd_t open_own(const char *prefix)
{
    struct mq_attr attr = {.mq_maxmsg = N_THREADS, .mq_msgsize = sizeof(struct event)};
    char name[64];

    snprintf(name, sizeof name, "/%s-%ld", prefix, (long)getpid());
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
    if (queue != (mqd_t)-1 && mq_unlink(name) < 0)
        perror(name);
    return queue;
}

static mqd_t audits;

static void *audit(void *unused)
{
    struct event event = {0, 1};

    mq_send(audits, (const char *)&event, sizeof event, 0); // EXPECT: send-no-receiver
    return unused;
}

int audit_all_bad(void)
{
    pthread_t threads[N_THREADS];
    int n = 0;

    audits = open_own("audits");
    if (audits == (mqd_t)-1)
        return -1;
    while (n < N_THREADS && pthread_create(&threads[n], NULL, audit, NULL) == 0)
        n++;
    while (n > 0)
        pthread_join(threads[--n], NULL);
    return mq_close(audits);
}

static mqd_t checks;

static void *check(void *unused)
{
    struct event event = {0, 1};

    mq_send(checks, (const char *)&event, sizeof event, 0);
    return unused;
}

int check_all_ok(void)
{
    pthread_t threads[N_THREADS];
    struct event event;
    int n = 0, n_good = 0;

    checks = open_own("checks");
    if (checks == (mqd_t)-1)
        return -1;
    while (n < N_THREADS && pthread_create(&threads[n], NULL, check, NULL) == 0)
        n++;
    for (int i = 0; i < n; i++)
        if (mq_receive(checks, (char *)&event, sizeof event, NULL) == sizeof event)
            n_good += event.status;
    while (n > 0)
        pthread_join(threads[--n], NULL);
    mq_close(checks);
    return n_good;
}
