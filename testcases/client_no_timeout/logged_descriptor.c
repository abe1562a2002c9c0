/* The number of a descriptor is written into the log: that makes nobody else its user. */
#include <netinet/in.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

static void log_line(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pthread_mutex_lock(&log_lock);
    vfprintf(stderr, format, arguments);
    pthread_mutex_unlock(&log_lock);
    va_end(arguments);
}

static int relay_bad(const struct sockaddr_in *to, const char *data, size_t size)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), rc = -1;
    if (fd < 0)
        return -1;
    log_line("relay: %d\n", fd);
    if (connect(fd, (const struct sockaddr *)to, sizeof *to) < 0) // EXPECT: client-no-timeout
        fprintf(stderr, "%d: not connected\n", fd);
    else
        rc = (int)send(fd, data, size, MSG_NOSIGNAL);
    close(fd);
    return rc;
}

static int relay_ok(const struct sockaddr_in *to, const char *data, size_t size)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), rc = -1;
    const struct timeval patience = {.tv_sec = 1};
    if (fd < 0)
        return -1;
    log_line("relay: %d\n", fd);
    if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) < 0 ||
        connect(fd, (const struct sockaddr *)to, sizeof *to) < 0)
        fprintf(stderr, "%d: not connected\n", fd);
    else
        rc = (int)send(fd, data, size, MSG_NOSIGNAL);
    close(fd);
    return rc;
}

static void *relay_run(void *arg)
{
    const int *in = arg;
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    char data[100];
    for (;;) {
        ssize_t n = recvfrom(*in, data, sizeof data, 0, (struct sockaddr *)&from, &size);
        if (n > 0 && relay_bad(&from, data, (size_t)n) < 0)
            relay_ok(&from, data, (size_t)n);
    }
    return arg;
}

int main(void)
{
    static int in;
    pthread_t thread;
    in = socket(AF_INET, SOCK_DGRAM, 0);
    if (in < 0 || pthread_create(&thread, NULL, relay_run, &in) != 0)
        return 1;
    return pthread_join(thread, NULL);
}
