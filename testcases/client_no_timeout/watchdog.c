/* A watchdog shuts down the connection of a request that takes too long. */
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int watched_fd = -1, watched_since;

static void *watch(void *arg)
{
    for (;;) {
        sleep(1);
        pthread_mutex_lock(&lock);
        if (watched_fd >= 0 && time(NULL) - watched_since > 10)
            shutdown(watched_fd, SHUT_RDWR);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void set_watched(int fd)
{
    pthread_mutex_lock(&lock);
    watched_fd = fd;
    watched_since = (int)time(NULL);
    pthread_mutex_unlock(&lock);
}

static int ask_bad(const struct sockaddr_in *to, char *answer, size_t room)
{
    int n = -1, fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)to, sizeof *to) == 0) { // EXPECT: client-no-timeout
        n = (int)recv(fd, answer, room, 0);
        shutdown(fd, SHUT_RDWR);
    }
    close(fd);
    return n;
}

static int ask_ok(const struct sockaddr_in *to, char *answer, size_t room)
{
    int n = -1, fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    set_watched(fd);
    if (connect(fd, (const struct sockaddr *)to, sizeof *to) == 0) {
        n = (int)recv(fd, answer, room, 0);
        shutdown(fd, SHUT_RDWR);
    }
    set_watched(-1);
    close(fd);
    return n;
}

int main(void)
{
    pthread_t watcher;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (pthread_create(&watcher, NULL, watch, NULL) != 0)
        return 1;
    for (;;) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        char answer[16];
        int fd = accept(listener, (struct sockaddr *)&peer, &size);
        if (fd < 0)
            continue;
        if (ask_bad(&peer, answer, sizeof answer) < 0)
            ask_ok(&peer, answer, sizeof answer);
        close(fd);
    }
}
