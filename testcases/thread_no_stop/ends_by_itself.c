/* Nobody tells these threads to stop, and nobody needs to. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

void consume(const char *data, size_t size);

/* End of input. */
static void *copy_lines(void *arg)
{
    char line[1024];
    while (fgets(line, sizeof line, arg) != NULL)
        consume(line, sizeof line);
    return NULL;
}

void copy_start_ok(FILE *file)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, copy_lines, file) == 0)
        pthread_detach(thread);
}

/* End of file and errors, in an endless loop with a break. */
static void *pump(void *arg)
{
    int fd = *(int *)arg;
    char buffer[4096];
    free(arg);
    for (;;) {
        ssize_t n = recv(fd, buffer, sizeof buffer, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        consume(buffer, (size_t)n);
    }
    close(fd);
    return NULL;
}

int pump_start_ok(int fd)
{
    pthread_t thread;
    int *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return -1;
    *copy = fd;
    if (pthread_create(&thread, NULL, pump, copy) != 0) {
        free(copy);
        return -1;
    }
    return pthread_detach(thread);
}

/* The same with errors ignored: at the end of the connection it goes round and round. */
static void *churn(void *arg)
{
    int fd = *(int *)arg;
    char buffer[4096];
    free(arg);
    for (;;) {
        ssize_t n = recv(fd, buffer, sizeof buffer, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            continue;
        consume(buffer, (size_t)n);
    }
    return NULL;
}

int churn_start_bad(int fd)
{
    pthread_t thread;
    int *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return -1;
    *copy = fd;
    if (pthread_create(&thread, NULL, churn, copy) != 0) { // EXPECT: thread-no-stop
        free(copy);
        return -1;
    }
    return pthread_detach(thread);
}

/* A retry with a limit. */
int peer_reach(const char *host);

static void *reconnect(void *arg)
{
    int tries = 0;
    while (peer_reach(arg) != 0) {
        if (++tries == 5)
            pthread_exit(NULL);
        sleep(1u << tries);
    }
    return NULL;
}

int reconnect_start_ok(char *host)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, reconnect, host) != 0)
        return -1;
    return pthread_detach(thread);
}

/* A state machine that gets to its end. */
enum phase { HELLO, AUTH, TRANSFER, BYE, OVER };

static enum phase phase_next(enum phase phase)
{
    switch (phase) {
    case HELLO:
        return AUTH;
    case AUTH:
        return TRANSFER;
    case TRANSFER:
        return BYE;
    default:
        return OVER;
    }
}

static void *converse(void *arg)
{
    enum phase phase = HELLO;
    while (phase != OVER)
        phase = phase_next(phase);
    return arg;
}

int converse_ok(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, converse, NULL) != 0)
        return -1;
    return pthread_join(thread, NULL);
}
