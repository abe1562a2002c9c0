/* The loop does not look at the listener while there are enough threads. The bad one only looks
 * more seldom then. */
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#define MANY 30

static atomic_int n_readers, n_writers;

static void *read_all(void *arg)
{
    char buffer[4096];
    while (read((int)(intptr_t)arg, buffer, sizeof buffer) > 0)
        continue;
    close((int)(intptr_t)arg);
    atomic_fetch_sub(&n_readers, 1);
    return NULL;
}

static void *write_all(void *arg)
{
    for (int i = 0; i < 100; i++) {
        if (write((int)(intptr_t)arg, "....", 4) != 4)
            break;
    }
    close((int)(intptr_t)arg);
    atomic_fetch_sub(&n_writers, 1);
    return NULL;
}

void readers_bad(int listener)
{
    struct pollfd fds[1] = {{listener, POLLIN, 0}};
    for (;;) {
        if (atomic_load(&n_readers) >= MANY)
            usleep(1000);
        if (poll(fds, 1, 100) <= 0 || !(fds[0].revents & POLLIN))
            continue;
        int fd = accept(listener, NULL, NULL);
        void *arg = (void *)(intptr_t)fd;
        pthread_t tid;
        if (pthread_create(&tid, NULL, read_all, arg) == 0) { // EXPECT: thread-unbounded
            atomic_fetch_add(&n_readers, 1);
            pthread_detach(tid);
        }
    }
}

void writers_ok(int listener)
{
    struct pollfd fds[1] = {{listener, POLLIN, 0}};
    for (;;) {
        nfds_t n = atomic_load(&n_writers) >= MANY ? 0 : 1;
        if (poll(fds, n, 100) <= 0 || !(fds[0].revents & POLLIN))
            continue;
        int fd = accept(listener, NULL, NULL);
        void *arg = (void *)(intptr_t)fd;
        pthread_t tid;
        if (pthread_create(&tid, NULL, write_all, arg) == 0) {
            atomic_fetch_add(&n_writers, 1);
            pthread_detach(tid);
        }
    }
}

/* Waits until one has ended, by looking again and again. */
void patient_writers_ok(int listener)
{
    for (;;) {
        while (n_writers >= MANY)
            usleep(1000);
        int fd = accept(listener, NULL, NULL);
        void *arg = (void *)(intptr_t)fd;
        pthread_t tid;
        if (pthread_create(&tid, NULL, write_all, arg) == 0) {
            n_writers++;
            pthread_detach(tid);
        }
    }
}
