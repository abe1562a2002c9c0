/* All of a text is written to a filter by a thread, while its output is read. */
#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

void take(const char *bytes, size_t size);

struct feed {
    int fd;
    const char *bytes;
    size_t left;
};

static void *feed_all(void *arg)
{
    struct feed *feed = arg;

    while (feed->left > 0) {
        ssize_t n = write(feed->fd, feed->bytes, feed->left);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            break;
        }
        feed->bytes += n;
        feed->left -= (size_t)n;
    }
    close(feed->fd);
    return NULL;
}

int indent_ok(const char *bytes, size_t size)
{
    int to[2], from[2];
    char part[4096];
    ssize_t n;
    pthread_t thread;

    if (pipe(to) < 0)
        return -1;
    if (pipe(from) < 0) {
        close(to[0]);
        close(to[1]);
        return -1;
    }
    pid_t pid = fork();
    if (pid == 0) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        close(to[0]);
        close(to[1]);
        close(from[0]);
        close(from[1]);
        execlp("indent", "indent", (char *)NULL);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    struct feed feed = {to[1], bytes, size};
    if (pthread_create(&thread, NULL, feed_all, &feed) != 0) {
        close(to[1]);
        close(from[0]);
        waitpid(pid, NULL, 0);
        return -1;
    }
    while ((n = read(from[0], part, sizeof part)) > 0)
        take(part, (size_t)n);
    close(from[0]);
    pthread_join(thread, NULL);
    return waitpid(pid, NULL, 0) < 0 ? -1 : 0;
}
