/* A thread waits for several descriptors and ends when one of them, its own, is ready. The one who stops it joins it,
 * and nothing in the program makes that one ready. */
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <unistd.h>

struct watch {
    int input, quit;
    unsigned seen;
    pthread_t thread;
};

static void *watch_bad_run(void *arg)
{
    struct watch *watch = arg;
    char text[256];
    struct pollfd fds[2] = {{.fd = watch->quit, .events = POLLIN},
                            {.fd = watch->input, .events = POLLIN}};
    for (;;) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[0].revents & POLLIN)
            return NULL;
        if (fds[1].revents && read(watch->input, text, sizeof(text)) > 0)
            watch->seen++;
    }
}

struct watch *watch_new_bad(int input)
{
    struct watch *watch = calloc(1, sizeof(*watch));
    if (!watch)
        return NULL;
    watch->input = input;
    watch->quit = eventfd(0, 0);
    if (watch->quit < 0)
        goto fail;
    if (pthread_create(&watch->thread, NULL, watch_bad_run, watch) == 0) // EXPECT: thread-no-stop
        return watch;
    close(watch->quit);
fail:
    free(watch);
    return NULL;
}

void watch_free_bad(struct watch *watch)
{
    pthread_join(watch->thread, NULL);
    close(watch->quit);
    free(watch);
}

/* ---- select(), and what the pipe was for is told by a flag that the thread does not look at ---- */

struct sink {
    int input, ends[2];
    unsigned seen;
    pthread_t thread;
};

static void *sink_bad_run(void *arg)
{
    struct sink *sink = arg;
    int most = sink->ends[0] > sink->input ? sink->ends[0] : sink->input;
    char text[64];
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(sink->input, &set);
        FD_SET(sink->ends[0], &set);
        if (select(most + 1, &set, NULL, NULL, NULL) < 0)
            continue;
        if (FD_ISSET(sink->ends[0], &set))
            break;
        if (read(sink->input, text, sizeof(text)) > 0)
            sink->seen++;
    }
    return NULL;
}

struct sink *sink_open_bad(int input)
{
    struct sink *sink = malloc(sizeof(*sink));
    if (!sink)
        return NULL;
    sink->input = input;
    if (pipe(sink->ends) != 0 ||
        pthread_create(&sink->thread, NULL, sink_bad_run, sink) != 0) { // EXPECT: thread-no-stop
        free(sink);
        return NULL;
    }
    return sink;
}

void sink_close_bad(struct sink *sink)
{
    pthread_join(sink->thread, NULL);
    close(sink->ends[0]);
    close(sink->ends[1]);
    free(sink);
}

/* ---- good: a helper writes there ---- */

struct vent {
    int input, quit;
    unsigned seen;
    pthread_t thread;
};

static void *vent_ok_run(void *arg)
{
    struct vent *vent = arg;
    char text[256];
    struct pollfd fds[2] = {{.fd = vent->quit, .events = POLLIN},
                            {.fd = vent->input, .events = POLLIN}};
    for (;;) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[0].revents & POLLIN)
            return NULL;
        if (fds[1].revents && read(vent->input, text, sizeof(text)) > 0)
            vent->seen++;
    }
}

int vent_open_ok(struct vent *vent, int input)
{
    vent->input = input;
    vent->quit = eventfd(0, 0);
    if (vent->quit < 0)
        return -1;
    return pthread_create(&vent->thread, NULL, vent_ok_run, vent);
}

static void ring(int fd)
{
    uint64_t one = 1;
    while (write(fd, &one, sizeof(one)) < 0)
        ;
}

void vent_close_ok(struct vent *vent)
{
    ring(vent->quit);
    pthread_join(vent->thread, NULL);
    close(vent->quit);
}

/* ---- good: it ends as well where there is no more input ---- */

struct drip {
    int input, quit;
    unsigned seen;
    pthread_t thread;
};

static void *drip_ok_run(void *arg)
{
    struct drip *drip = arg;
    char text[256];
    struct pollfd fds[2] = {{.fd = drip->quit, .events = POLLIN},
                            {.fd = drip->input, .events = POLLIN}};
    for (;;) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[0].revents & POLLIN)
            return NULL;
        if (fds[1].revents && read(drip->input, text, sizeof(text)) <= 0)
            return NULL;
        drip->seen++;
    }
}

int drip_open_ok(struct drip *drip, int input)
{
    drip->input = input;
    drip->quit = eventfd(0, 0);
    if (drip->quit < 0)
        return -1;
    return pthread_create(&drip->thread, NULL, drip_ok_run, drip);
}

void drip_close_ok(struct drip *drip)
{
    pthread_join(drip->thread, NULL);
    close(drip->quit);
}
