/* A flag that is read with an atomic operation which leaves it as it is: that sets nothing, and limits nothing. */
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

static int listener = 3, ending, serving;

static void *answer(void *connection)
{
    int fd = (int)(intptr_t)connection;

    pthread_detach(pthread_self());
    if (write(fd, "ok\n", 3) == 3)
        sleep(1);
    close(fd);
    return NULL;
}

static void on_term(int number)
{
    (void)number;
    __sync_fetch_and_or(&ending, 1);
}

static void serve_bad(void)
{
    while (__sync_or_and_fetch(&ending, 0) == 0) {
        pthread_t thread;
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (pthread_create(&thread, NULL, answer, (void *)(intptr_t)fd)) // EXPECT: thread-unbounded
            close(fd);
    }
}

static void *answer_counted(void *connection)
{
    answer(connection);
    __sync_sub_and_fetch(&serving, 1);
    return NULL;
}

static void serve_ok(void)
{
    while (__sync_or_and_fetch(&ending, 0) == 0) {
        pthread_t thread;
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (__sync_add_and_fetch(&serving, 1) > 32 ||
            pthread_create(&thread, NULL, answer_counted, (void *)(intptr_t)fd)) {
            __sync_sub_and_fetch(&serving, 1);
            close(fd);
        }
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    signal(SIGTERM, on_term);
    if (argc > 1)
        serve_bad();
    else
        serve_ok();
    return 0;
}
