/* More than a pipe takes goes in, and somebody takes it out meanwhile: a thread that was made
 * before, a child, or the writer itself when there is no room. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N_LINES = 200000 };

void handle_line(const char *line, size_t size);
size_t make_line(int number, char *line, size_t size);

static int lines[2];

static void *lines_run(void *arg)
{
    char line[80];
    ssize_t n;

    while ((n = read(lines[0], line, sizeof line)) > 0)
        handle_line(line, (size_t)n);
    return arg;
}

int to_thread_ok(void)
{
    pthread_t thread;
    char line[80];

    if (pipe(lines) < 0)
        return -errno;
    if (pthread_create(&thread, NULL, lines_run, NULL) != 0)
        return -EAGAIN;
    for (int i = 0; i < N_LINES; i++) {
        if (write(lines[1], line, make_line(i, line, sizeof line)) < 0)
            break;
    }
    close(lines[1]);
    pthread_join(thread, NULL);
    return close(lines[0]);
}

int to_child_ok(void)
{
    char line[80];
    int ends[2];
    ssize_t n;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        while ((n = recv(ends[1], line, sizeof line, 0)) > 0)
            handle_line(line, (size_t)n);
        _exit(0);
    }
    close(ends[1]);
    for (int i = 0; child > 0 && i < N_LINES; i++) {
        if (send(ends[0], line, make_line(i, line, sizeof line), MSG_NOSIGNAL) < 0)
            break;
    }
    close(ends[0]);
    return child > 0 ? waitpid(child, NULL, 0) : -1;
}

/* The one thread writes as long as there is room, and reads where there is none. */
int to_itself_ok(void)
{
    char line[80];
    int ends[2];
    ssize_t n;

    if (pipe(ends) < 0 || fcntl(ends[1], F_SETFL, O_NONBLOCK) < 0)
        return -errno;
    for (int i = 0; i < N_LINES; i++) {
        size_t size = make_line(i, line, sizeof line);
        while (write(ends[1], line, size) < 0 && errno == EAGAIN) {
            char old[4096];
            if ((n = read(ends[0], old, sizeof old)) > 0)
                handle_line(old, (size_t)n);
        }
    }
    close(ends[1]);
    while ((n = read(ends[0], line, sizeof line)) > 0)
        handle_line(line, (size_t)n);
    return close(ends[0]);
}
