/* A thread relays into a pipe. On an error nobody reads any more: then the reading end has to be closed before
 * the thread is waited for, so that what it writes fails. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

struct relay {
    int in, out;
};

int prepare(void);

static void *relay_ok(void *data)
{
    struct relay *relay = data;
    char buffer[1024];
    ssize_t n;
    while ((n = read(relay->in, buffer, sizeof buffer)) > 0) {
        if (write(relay->out, buffer, (size_t)n) < 0)
            break;
    }
    return NULL;
}

int push_ok(int server)
{
    int ends[2], rc = -1;
    char status[256];
    pthread_t thread;
    if (pipe(ends) != 0)
        return -1;
    struct relay relay = {server, ends[1]};
    signal(SIGPIPE, SIG_IGN);
    if (pthread_create(&thread, NULL, relay_ok, &relay) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (prepare() != 0) {
        close(ends[0]);
        pthread_join(thread, NULL);
        close(ends[1]);
        return -1;
    }
    if (read(ends[0], status, sizeof status) > 0)
        rc = 0;
    close(ends[0]);
    pthread_join(thread, NULL);
    close(ends[1]);
    return rc;
}

struct upload {
    int in, out;
};

static void *relay_bad(void *data)
{
    struct upload *upload = data;
    char buffer[1024];
    ssize_t n;
    while ((n = read(upload->in, buffer, sizeof buffer)) > 0) {
        if (write(upload->out, buffer, (size_t)n) < 0) // EXPECT: queue-full
            break;
    }
    return NULL;
}

int push_bad(int server)
{
    int ends[2], rc = -1;
    char status[256];
    pthread_t thread;
    if (pipe(ends) != 0)
        return -1;
    struct upload upload = {server, ends[1]};
    signal(SIGPIPE, SIG_IGN);
    if (pthread_create(&thread, NULL, relay_bad, &upload) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (prepare() != 0) {
        pthread_join(thread, NULL);
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (read(ends[0], status, sizeof status) > 0)
        rc = 0;
    close(ends[0]);
    pthread_join(thread, NULL);
    close(ends[1]);
    return rc;
}
