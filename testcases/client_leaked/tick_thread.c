/* A thread that looks at something once in a while until it is told to stop: what one look leaves open, the
 * next one adds to. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct monitor {
    pthread_t thread;
    volatile int enabled;
    unsigned pause;
    struct sockaddr_in probe;
    unsigned alive, silent;
};

static int knock_bad(struct monitor *monitor)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked

    if (fd < 0)
        return -1;
    if (connect(fd, (struct sockaddr *)&monitor->probe, sizeof(monitor->probe)) < 0)
        return -1;
    close(fd);
    return 0;
}

static int knock_ok(struct monitor *monitor)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, (struct sockaddr *)&monitor->probe, sizeof(monitor->probe)) < 0) {
        close(fd);
        return -1;
    }
    close(fd);
    return 0;
}

static void *watch(void *argument)
{
    struct monitor *monitor = argument;

    while (monitor->enabled) {
        usleep(monitor->pause);
        if (knock_bad(monitor) == 0 && knock_ok(monitor) == 0)
            monitor->alive++;
        else
            monitor->silent++;
    }
    return NULL;
}

struct monitor *monitor_open(const char *host)
{
    struct monitor *monitor = calloc(1, sizeof(*monitor));

    if (!monitor)
        return NULL;
    monitor->probe.sin_family = AF_INET;
    monitor->probe.sin_port = htons(9);
    inet_pton(AF_INET, host, &monitor->probe.sin_addr);
    monitor->pause = 500000;
    monitor->enabled = 1;
    if (pthread_create(&monitor->thread, NULL, watch, monitor) != 0) {
        free(monitor);
        return NULL;
    }
    return monitor;
}

void monitor_close(struct monitor *monitor)
{
    monitor->enabled = 0;
    pthread_join(monitor->thread, NULL);
    free(monitor);
}
