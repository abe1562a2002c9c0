#include "feed.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

bool feed_open(struct feed *feed, int (*body)(int in))
{
    int ends[2];

    if (pipe(ends) < 0)
        return false;
    feed->pid = fork();
    if (feed->pid == 0) {
        close(ends[1]);
        _exit(body(ends[0]));
    }
    close(ends[0]);
    if (feed->pid < 0) {
        close(ends[1]);
        return false;
    }
    feed->in = ends[1];
    return true;
}

bool feed_put(struct feed *feed, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(feed->in, data, size);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            data += n;
            size -= (size_t)n;
        }
    }
    return true;
}

int feed_close(struct feed *feed)
{
    int status;

    close(feed->in);
    if (waitpid(feed->pid, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}
