/* A small event loop: whoever has a descriptor registers it with a function, and the loop hands it
 * back to that function. The pipe is one of several sources. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

enum { MAX_SOURCES = 16 };

struct source {
    int fd;
    void (*ready)(int fd, void *data);
    void *data;
};

static struct source sources[MAX_SOURCES];
static int n_sources;
static int done_pipe[2];
static bool is_over;

int calculate(void);
void accept_client(int fd, void *data);

static bool add_source(int fd, void (*ready)(int fd, void *data), void *data)
{
    if (n_sources == MAX_SOURCES)
        return false;
    sources[n_sources++] = (struct source){.fd = fd, .ready = ready, .data = data};
    return true;
}

static void on_done(int fd, void *data)
{
    int *sum = data;
    int result;

    if (read(fd, &result, sizeof result) == (ssize_t)sizeof result)
        *sum += result;
    is_over = true;
}

static void *calculate_run(void *arg)
{
    int result = calculate();

    if (write(done_pipe[1], &result, sizeof result) < 0)
        return NULL;
    return arg;
}

static int run_sources(void)
{
    struct pollfd items[MAX_SOURCES];

    while (!is_over) {
        for (int i = 0; i < n_sources; i++)
            items[i] = (struct pollfd){.fd = sources[i].fd, .events = POLLIN};
        if (poll(items, (nfds_t)n_sources, -1) < 0 && errno != EINTR)
            return -errno;
        for (int i = 0; i < n_sources; i++) {
            if (items[i].revents & POLLIN)
                sources[i].ready(sources[i].fd, sources[i].data);
        }
    }
    return 0;
}

int serve_while_calculating_ok(int listener)
{
    pthread_t thread;
    static int sum;

    if (pipe(done_pipe) < 0)
        return -errno;
    if (!add_source(listener, accept_client, NULL) || !add_source(done_pipe[0], on_done, &sum))
        return -ENOSPC;
    int status = pthread_create(&thread, NULL, calculate_run, NULL);
    if (status != 0)
        return -status;
    pthread_detach(thread);
    status = run_sources();
    return status < 0 ? status : sum;
}
