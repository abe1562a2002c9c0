/* A thread waits for several descriptors and ends when one of them, its own pipe, is ready: who stops it makes
 * that ready, before or after the join. */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

/* ---- poll(), and the other end of a pipe is closed ---- */

struct tail {
    int input, end[2];
    pthread_t thread;
};

static void *tail_bad_run(void *arg)
{
    struct tail *tail = arg;
    char text[256];
    for (;;) {
        struct pollfd fds[2] = {{tail->input, POLLIN, 0}, {tail->end[0], POLLIN, 0}};
        if (poll(fds, 2, -1) < 0)
            break;
        if (fds[1].revents)
            break;
        if (read(tail->input, text, sizeof text) > 0)
            puts("more");
    }
    return NULL;
}

static int tail_bad(int input)
{
    struct tail tail = {.input = input};
    if (pipe(tail.end) != 0)
        return -1;
    if (pthread_create(&tail.thread, NULL, tail_bad_run, &tail) != 0) // EXPECT: thread-no-stop
        return -1;
    getchar();
    pthread_join(tail.thread, NULL);
    close(tail.end[1]);
    return close(tail.end[0]);
}

struct head {
    int input, end[2];
    pthread_t thread;
};

static void *head_ok_run(void *arg)
{
    struct head *head = arg;
    char text[256];
    for (;;) {
        struct pollfd fds[2] = {{head->input, POLLIN, 0}, {head->end[0], POLLIN, 0}};
        if (poll(fds, 2, -1) < 0)
            break;
        if (fds[1].revents)
            break;
        if (read(head->input, text, sizeof text) > 0)
            puts("more");
    }
    return NULL;
}

static int head_ok(int input)
{
    struct head head = {.input = input};
    if (pipe(head.end) != 0)
        return -1;
    if (pthread_create(&head.thread, NULL, head_ok_run, &head) != 0)
        return -1;
    getchar();
    close(head.end[1]);
    pthread_join(head.thread, NULL);
    return close(head.end[0]);
}

/* It ends as well when there is no more input: then nobody has to tell it. */
struct copy {
    int input, end[2];
    pthread_t thread;
};

static void *copy_ok_run(void *arg)
{
    struct copy *copy = arg;
    char text[256];
    for (;;) {
        struct pollfd fds[2] = {{copy->input, POLLIN, 0}, {copy->end[0], POLLIN, 0}};
        if (poll(fds, 2, -1) < 0 || fds[1].revents)
            break;
        if (read(copy->input, text, sizeof text) <= 0)
            break;
        puts("more");
    }
    return NULL;
}

static int copy_ok(int input)
{
    struct copy copy = {.input = input};
    if (pipe(copy.end) != 0)
        return -1;
    if (pthread_create(&copy.thread, NULL, copy_ok_run, &copy) != 0)
        return -1;
    pthread_join(copy.thread, NULL);
    close(copy.end[1]);
    return close(copy.end[0]);
}

/* ---- select(), and a byte is written ---- */

struct listener {
    int input, end[2];
    pthread_t thread;
};

static void *listener_bad_run(void *arg)
{
    struct listener *l = arg;
    char text[256];
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(l->input, &set);
        FD_SET(l->end[0], &set);
        if (select(FD_SETSIZE, &set, NULL, NULL, NULL) == -1)
            return NULL;
        if (FD_ISSET(l->end[0], &set))
            return NULL;
        if (read(l->input, text, sizeof text) > 0)
            puts("more");
    }
}

static int listener_bad(int input)
{
    struct listener l = {.input = input};
    if (pipe(l.end) != 0)
        return -1;
    if (pthread_create(&l.thread, NULL, listener_bad_run, &l) != 0) // EXPECT: thread-no-stop
        return -1;
    getchar();
    pthread_join(l.thread, NULL);
    return write(l.end[1], "", 1) == 1 ? 0 : -1;
}

struct hearer {
    int input, end[2];
    pthread_t thread;
};

static void *hearer_ok_run(void *arg)
{
    struct hearer *h = arg;
    char text[256];
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(h->input, &set);
        FD_SET(h->end[0], &set);
        if (select(FD_SETSIZE, &set, NULL, NULL, NULL) == -1)
            return NULL;
        if (FD_ISSET(h->end[0], &set))
            return NULL;
        if (read(h->input, text, sizeof text) > 0)
            puts("more");
    }
}

static int hearer_ok(int input)
{
    struct hearer h = {.input = input};
    if (pipe(h.end) != 0)
        return -1;
    if (pthread_create(&h.thread, NULL, hearer_ok_run, &h) != 0)
        return -1;
    getchar();
    int rc = write(h.end[1], "", 1) == 1 ? 0 : -1;
    pthread_join(h.thread, NULL);
    return rc;
}

int main(void)
{
    return tail_bad(0) + head_ok(0) + copy_ok(0) + listener_bad(0) + hearer_ok(0);
}
