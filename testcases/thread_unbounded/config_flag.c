/* What the configuration says: a flag tells whether there are threads, and a number how many. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct options {
    bool is_threaded;
    int max_threads;
    int port;
};

static struct options options;
static atomic_int n_running;

void options_read(char **argv)
{
    options.is_threaded = argv[1] != NULL;
    options.max_threads = argv[1] != NULL ? atoi(argv[1]) : 0;
}

static void *greet_plain(void *arg)
{
    int fd = (int)(intptr_t)arg;
    if (write(fd, "hello\n", 6) == 6)
        shutdown(fd, SHUT_WR);
    close(fd);
    return NULL;
}

static void *greet_counted(void *arg)
{
    int fd = (int)(intptr_t)arg;
    if (write(fd, "hello\n", 6) == 6)
        shutdown(fd, SHUT_WR);
    close(fd);
    n_running--;
    return NULL;
}

void switched_on_bad(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        void *arg = (void *)(intptr_t)fd;
        pthread_t tid;
        if (!options.is_threaded)
            greet_plain(arg);
        else if (pthread_create(&tid, NULL, greet_plain, arg) == 0) // EXPECT: thread-unbounded
            pthread_detach(tid);
        else
            close(fd);
    }
}

void up_to_maximum_ok(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        void *arg = (void *)(intptr_t)fd;
        pthread_t tid;
        n_running++;
        if (n_running > options.max_threads)
            greet_counted(arg);
        else if (pthread_create(&tid, NULL, greet_counted, arg) == 0)
            pthread_detach(tid);
        else
            greet_counted(arg);
    }
}
