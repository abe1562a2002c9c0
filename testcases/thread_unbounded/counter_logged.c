/* The accept loop counts its threads under a mutex. A number that goes to the log alone limits
 * nothing; one that is compared with a bound does. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_MEMBERS 64

static pthread_mutex_t guests_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t members_lock = PTHREAD_MUTEX_INITIALIZER;
static int n_guests, n_members;

static void echo(int fd)
{
    char buffer[512];
    ssize_t n;
    while ((n = read(fd, buffer, sizeof buffer)) > 0) {
        if (write(fd, buffer, (size_t)n) != n)
            break;
    }
    close(fd);
}

static void *serve_guest(void *arg)
{
    echo((int)(intptr_t)arg);
    pthread_mutex_lock(&guests_lock);
    n_guests--;
    pthread_mutex_unlock(&guests_lock);
    return NULL;
}

static void *serve_member(void *arg)
{
    echo((int)(intptr_t)arg);
    pthread_mutex_lock(&members_lock);
    n_members--;
    pthread_mutex_unlock(&members_lock);
    return NULL;
}

void guests_bad(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        pthread_mutex_lock(&guests_lock);
        int n = ++n_guests;
        pthread_mutex_unlock(&guests_lock);
        fprintf(stderr, "%d guests\n", n);
        pthread_t guest;
        void *arg = (void *)(intptr_t)fd;
        if (pthread_create(&guest, NULL, serve_guest, arg) != 0) { // EXPECT: thread-unbounded
            close(fd);
            continue;
        }
        pthread_detach(guest);
    }
}

void members_ok(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        pthread_mutex_lock(&members_lock);
        if (n_members >= MAX_MEMBERS) {
            pthread_mutex_unlock(&members_lock);
            close(fd);
            continue;
        }
        n_members++;
        pthread_mutex_unlock(&members_lock);
        pthread_t member;
        void *arg = (void *)(intptr_t)fd;
        if (pthread_create(&member, NULL, serve_member, arg) != 0) {
            pthread_mutex_lock(&members_lock);
            n_members--;
            pthread_mutex_unlock(&members_lock);
            close(fd);
            continue;
        }
        pthread_detach(member);
    }
}
