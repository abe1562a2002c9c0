/* select() for the answers of a thread that has already been joined, one more than it gives. */
#include <errno.h>
#include <pthread.h>
#include <sys/select.h>
#include <unistd.h>

struct answer {
    int code;
};

int ask_host(void);

static int late[2];
static int early[2];

static void *late_run(void *arg)
{
    struct answer answer = {.code = ask_host()};

    if (answer.code >= 0 && write(late[1], &answer, sizeof answer) < 0)
        return NULL;
    return arg;
}

/* A host that does not answer writes nothing: select() waits for ever. */
int ask_bad(void)
{
    struct answer answer = {.code = -1};
    pthread_t thread;
    fd_set set;

    if (pipe(late) < 0)
        return -errno;
    if (pthread_create(&thread, NULL, late_run, NULL) != 0)
        return -EAGAIN;
    pthread_join(thread, NULL);
    FD_ZERO(&set);
    FD_SET(late[0], &set);
    if (select(late[0] + 1, &set, NULL, NULL, NULL) == 1) // EXPECT: select-stuck
        read(late[0], &answer, sizeof answer);
    return answer.code;
}

static void *early_run(void *arg)
{
    struct answer answer = {.code = ask_host()};

    if (answer.code >= 0 && write(early[1], &answer, sizeof answer) < 0)
        return NULL;
    return arg;
}

int ask_ok(void)
{
    struct answer answer = {.code = -1};
    struct timeval now = {.tv_sec = 0, .tv_usec = 0};
    pthread_t thread;
    fd_set set;

    if (pipe(early) < 0)
        return -errno;
    if (pthread_create(&thread, NULL, early_run, NULL) != 0)
        return -EAGAIN;
    pthread_join(thread, NULL);
    FD_ZERO(&set);
    FD_SET(early[0], &set);
    if (select(early[0] + 1, &set, NULL, NULL, &now) == 1)
        read(early[0], &answer, sizeof answer);
    return answer.code;
}
