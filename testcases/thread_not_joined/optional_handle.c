/* A wrapper that hands the handle out where there is a place for it. Where all callers give one, it is not lost. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct feed {
    pthread_t *threads;
    int fd;
};

static void *pump(void *arg)
{
    char block[64];
    int fd = *(int *)arg;

    while (read(fd, block, sizeof block) > 0)
        continue;
    return NULL;
}

static int launch_ok(void *(*body)(void *), void *arg, pthread_t *ret_thread)
{
    pthread_t thread;
    int rc = pthread_create(&thread, NULL, body, arg);

    if (rc == 0 && ret_thread != NULL)
        *ret_thread = thread;
    return rc;
}

static int launch_bad(void *(*body)(void *), void *arg, pthread_t *ret_thread)
{
    pthread_t thread;
    int rc = pthread_create(&thread, NULL, body, arg); // EXPECT: thread-not-joined

    if (rc == 0 && ret_thread != NULL)
        *ret_thread = thread;
    return rc;
}

static void feed_ok(struct feed *feed)
{
    if (launch_ok(pump, &feed->fd, feed->threads) == 0)
        pthread_join(feed->threads[0], NULL);
}

static void feed_bad(struct feed *feed)
{
    if (launch_bad(pump, &feed->fd, feed->threads) == 0)
        pthread_join(feed->threads[0], NULL);
}

static void serve(int fd)
{
    struct feed feed = {.threads = calloc(1, sizeof(pthread_t)), .fd = fd};

    if (feed.threads == NULL)
        return;
    feed_ok(&feed);
    feed_bad(&feed);
    free(feed.threads);
    close(fd);
}

static int *keep(int fd)
{
    int *copy = malloc(sizeof *copy);

    if (copy != NULL)
        *copy = fd;
    return copy;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    listen(listener, 8);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        int *copy;
        if (fd < 0)
            return 1;
        serve(fd);
        copy = keep(fd);
        if (copy != NULL)
            launch_bad(pump, copy, NULL);
    }
}
