/* Counters, and the thread that sends them to a metrics server now and then. */
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FLUSH_SECONDS = 10 };

static atomic_uint n_requests, n_from_cache;
static atomic_bool stopping;
static int metrics_fd = -1;

static pthread_mutex_t flush_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t flush_done = PTHREAD_COND_INITIALIZER;
static unsigned n_flushes;

static int metrics_connect(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_port = htons((in_port_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) { // EXPECT: client-no-timeout
        close(fd);
        return -1;
    }
    return fd;
}

static void flush(void)
{
    char line[128];
    int length = stats_print(line, sizeof line);
    if (metrics_fd >= 0 && send(metrics_fd, line, (size_t)length, MSG_NOSIGNAL) != length)
        fprintf(stderr, "metrics server is gone\n");

    pthread_mutex_lock(&flush_lock);
    n_flushes++;
    pthread_mutex_unlock(&flush_lock);
}

static void *stats_run(void *arg)
{
    while (!atomic_load(&stopping)) {
        sleep(FLUSH_SECONDS);
        flush();
    }
    return arg;
}

int stats_start(int metrics_port)
{
    pthread_t thread;
    pthread_attr_t attr;

    if (metrics_port != 0 && (metrics_fd = metrics_connect(metrics_port)) < 0)
        perror("metrics server");
    if (pthread_attr_init(&attr) != 0)
        return -1;
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&thread, &attr, stats_run, NULL); // EXPECT: thread-no-stop
    pthread_attr_destroy(&attr);
    return rc == 0 ? 0 : -1;
}

void stats_count_request(int from_cache)
{
    atomic_fetch_add(&n_requests, 1);
    if (from_cache)
        atomic_fetch_add(&n_from_cache, 1);
}

void stats_wait_for_flush(void)
{
    pthread_mutex_lock(&flush_lock);
    unsigned seen = n_flushes;
    while (n_flushes == seen)
        pthread_cond_wait(&flush_done, &flush_lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&flush_lock);
}

int stats_print(char *buffer, size_t size)
{
    return snprintf(buffer, size, "requests %u, from cache %u\n", atomic_load(&n_requests),
                    atomic_load(&n_from_cache));
}
