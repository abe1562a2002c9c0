/* A function starts threads for whoever calls it, and hands out the handle. Some callers end theirs: each of the others has
 * its own to mend. The first is told of where the thread is started. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_t begin(void *(*body)(void *), void *arg)
{
    pthread_t id;

    if (pthread_create(&id, NULL, body, arg) != 0) // EXPECT: thread-not-joined
        abort();
    return id;
}

static void *greet(void *arg)
{
    int fd = *(int *)arg;
    ssize_t n = write(fd, "hello\n", 6);

    return n < 0 ? NULL : arg;
}

static void *count(void *arg)
{
    char text[64];
    int fd = *(int *)arg;

    while (read(fd, text, sizeof(text)) > 0)
        ;
    return NULL;
}

/* told of in begin() */
static void greet_bad(int *fd)
{
    begin(greet, fd);
}

static void watch_bad(int *fd)
{
    pthread_t watcher = begin(count, fd); // EXPECT: thread-not-joined

    if (watcher == pthread_self())
        abort();
}

static void both_bad(int *fd)
{
    pthread_t reader = begin(count, fd), writer = begin(greet, fd); // EXPECT: thread-not-joined

    pthread_join(reader, NULL);
    if (writer == reader)
        abort();
}

static void both_ok(int *fd)
{
    pthread_t reader = begin(count, fd), writer = begin(greet, fd);

    pthread_join(reader, NULL);
    pthread_join(writer, NULL);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), fd;

    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        greet_bad(&fd);
        watch_bad(&fd);
        both_bad(&fd);
        both_ok(&fd);
        close(fd);
    }
    return 0;
}
