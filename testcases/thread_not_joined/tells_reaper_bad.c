/* Sessions that end hand their handle to a reaper, but not where a write fails. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct done {
    struct done *next;
    pthread_t thread;
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static struct done *ended;
static bool over;

static void tell_end(void)
{
    struct done *done = malloc(sizeof *done);
    if (!done) {
        pthread_detach(pthread_self());
        return;
    }
    done->thread = pthread_self();
    pthread_mutex_lock(&lock);
    done->next = ended;
    ended = done;
    pthread_cond_signal(&more);
    pthread_mutex_unlock(&lock);
}

static void *reap(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        while (!ended && !over)
            pthread_cond_wait(&more, &lock);
        if (!ended)
            break;
        struct done *done = ended;
        ended = done->next;
        pthread_mutex_unlock(&lock);
        pthread_join(done->thread, NULL);
        free(done);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void *serve(void *arg)
{
    int fd = (int)(long)arg;
    char buf[128];
    ssize_t n;
    while ((n = read(fd, buf, sizeof buf)) > 0)
        if (write(fd, buf, n) != n) {
            close(fd);
            return NULL;
        }
    close(fd);
    tell_end();
    return NULL;
}

int main(void)
{
    pthread_t reaper, session;
    int listener = socket(AF_INET, SOCK_STREAM, 0), n = 0;
    if (listen(listener, 5) != 0 || pthread_create(&reaper, NULL, reap, NULL) != 0)
        return 1;
    for (n = 0; n < 100; n++) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        int rc =
            pthread_create(&session, NULL, serve, (void *)(long)fd); // EXPECT: thread-not-joined
        if (rc != 0)
            close(fd);
    }
    pthread_mutex_lock(&lock);
    over = true;
    pthread_cond_signal(&more);
    pthread_mutex_unlock(&lock);
    pthread_join(reaper, NULL);
    close(listener);
    return 0;
}
