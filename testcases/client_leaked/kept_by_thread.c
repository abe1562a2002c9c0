/* Connections in a list, one for each thread: what a function hands out stays where it found it. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct line {
    struct line *next, *previous;
    pthread_t owner;
    int fd;
};

struct target {
    pthread_mutex_t lock;
    struct line *first, *last;
    struct sockaddr *address;
    socklen_t length;
};

static int connect_to(const struct target *target)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    if (connect(fd, target->address, target->length) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static struct line *find_line(struct target *target, pthread_t owner)
{
    struct line *line = target->first;
    while (line && !pthread_equal(line->owner, owner))
        line = line->next;
    return line;
}

/* A line behind the last one, of which it is kept. */
static int own_line(struct target *target)
{
    pthread_mutex_lock(&target->lock);
    struct line *line = find_line(target, pthread_self());
    pthread_mutex_unlock(&target->lock);
    if (line)
        return line->fd;
    int fd = connect_to(target);
    if (fd < 0)
        return -1;
    line = calloc(1, sizeof(*line));
    if (line == NULL) {
        close(fd);
        return -1;
    }
    line->owner = pthread_self();
    line->fd = fd;
    pthread_mutex_lock(&target->lock);
    line->previous = target->last;
    target->last = line;
    if (line->previous)
        line->previous->next = line;
    else
        target->first = line;
    pthread_mutex_unlock(&target->lock);
    return fd;
}

static void close_line(struct target *target, int fd)
{
    pthread_mutex_lock(&target->lock);
    for (struct line *line = target->first; line; line = line->next)
        if (line->fd == fd) {
            close(fd);
            if (line->next)
                line->next->previous = line->previous;
            else
                target->last = line->previous;
            if (line->previous)
                line->previous->next = line->next;
            else
                target->first = line->next;
            free(line);
            break;
        }
    pthread_mutex_unlock(&target->lock);
}

int ask_ok(struct target *target, const char *text, size_t length)
{
    int fd = -1;
    for (int count = 0; count < 5; count++) {
        if (fd >= 0)
            close_line(target, fd);
        fd = own_line(target);
        if (fd >= 0 && send(fd, text, length, MSG_NOSIGNAL) == (ssize_t)length)
            return 0;
    }
    return -1;
}
