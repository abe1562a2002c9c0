/* poll() without a time-out, woken through a pipe or an eventfd. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

void device_read(int fd);

struct reader {
    int device;
    int wake[2];
    pthread_t thread;
    atomic_bool stop;
};

struct monitor {
    int device;
    int wake[2];
    pthread_t thread;
    atomic_bool stop;
};

static void *reader_run(void *arg)
{
    struct reader *r = arg;
    struct pollfd fds[2] = {{.fd = r->device, .events = POLLIN},
                            {.fd = r->wake[0], .events = POLLIN}};
    while (!atomic_load(&r->stop)) {
        if (poll(fds, 2, -1) > 0 && (fds[0].revents & POLLIN))
            device_read(r->device);
    }
    return NULL;
}

static void *monitor_run(void *arg)
{
    struct monitor *m = arg;
    struct pollfd fds[2] = {{.fd = m->device, .events = POLLIN},
                            {.fd = m->wake[0], .events = POLLIN}};
    while (!atomic_load(&m->stop)) {
        if (poll(fds, 2, -1) > 0 && (fds[0].revents & POLLIN))
            device_read(m->device);
    }
    return NULL;
}

struct reader *reader_open_bad(int device)
{
    struct reader *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->device = device;
    if (pipe(r->wake) == 0 &&
        pthread_create(&r->thread, NULL, reader_run, r) == 0) // EXPECT: thread-no-stop
        return r;
    free(r);
    return NULL;
}

void reader_close(struct reader *r)
{
    atomic_store(&r->stop, true);
    pthread_join(r->thread, NULL);
    close(r->wake[0]);
    close(r->wake[1]);
    free(r);
}

struct monitor *monitor_open_ok(int device)
{
    struct monitor *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    m->device = device;
    if (pipe(m->wake) == 0 && pthread_create(&m->thread, NULL, monitor_run, m) == 0)
        return m;
    free(m);
    return NULL;
}

void monitor_close(struct monitor *m)
{
    atomic_store(&m->stop, true);
    while (write(m->wake[1], "x", 1) < 0 && errno == EINTR)
        continue;
    pthread_join(m->thread, NULL);
    close(m->wake[0]);
    close(m->wake[1]);
    free(m);
}

/* An eventfd that counts work. */
static int ticks_fd = -1, beats_fd = -1;
static atomic_bool ticks_stop, beats_stop;
static pthread_t ticks_thread, beats_thread;

static void *ticks_run(void *arg)
{
    uint64_t n;
    while (!atomic_load(&ticks_stop)) {
        if (read(ticks_fd, &n, sizeof n) == sizeof n)
            device_read(-1);
    }
    return arg;
}

static void *beats_run(void *arg)
{
    uint64_t n;
    while (!atomic_load(&beats_stop)) {
        if (read(beats_fd, &n, sizeof n) == sizeof n)
            device_read(-1);
    }
    return arg;
}

int ticks_start_bad(void)
{
    ticks_fd = eventfd(0, EFD_CLOEXEC);
    if (ticks_fd < 0)
        return -1;
    return pthread_create(&ticks_thread, NULL, ticks_run, NULL); // EXPECT: thread-no-stop
}

void ticks_add(void)
{
    eventfd_write(ticks_fd, 1);
}

void ticks_end(void)
{
    atomic_store(&ticks_stop, true);
    pthread_join(ticks_thread, NULL);
    close(ticks_fd);
}

int beats_start_ok(void)
{
    beats_fd = eventfd(0, EFD_CLOEXEC);
    if (beats_fd < 0)
        return -1;
    return pthread_create(&beats_thread, NULL, beats_run, NULL);
}

void beats_add(void)
{
    eventfd_write(beats_fd, 1);
}

void beats_end(void)
{
    atomic_store(&beats_stop, true);
    eventfd_write(beats_fd, 1);
    pthread_join(beats_thread, NULL);
    close(beats_fd);
}

/* No flag: a byte in the pipe, or its end, is what ends the loop. */
static int hub_pipe[2];
static pthread_t hub_thread;

static void *hub_run(void *arg)
{
    char command;
    while (read(hub_pipe[0], &command, 1) == 1 && command != 'q')
        device_read(command);
    return arg;
}

int hub_start_ok(void)
{
    return pipe(hub_pipe) < 0 ? -1 : pthread_create(&hub_thread, NULL, hub_run, NULL);
}

void hub_end(void)
{
    close(hub_pipe[1]);
    pthread_join(hub_thread, NULL);
    close(hub_pipe[0]);
}

/* Here poll has a time-out. */
static int bell_fd = -1;
static volatile int bell_stop;
static pthread_t bell_thread;

static void *bell_run(void *arg)
{
    struct pollfd pollfd = {.fd = bell_fd, .events = POLLIN};
    while (!bell_stop) {
        if (poll(&pollfd, 1, 250) > 0)
            device_read(bell_fd);
    }
    return arg;
}

int bell_start_ok(int fd)
{
    bell_fd = fd;
    return pthread_create(&bell_thread, NULL, bell_run, NULL);
}

void bell_end(void)
{
    bell_stop = 1;
    pthread_join(bell_thread, NULL);
}
