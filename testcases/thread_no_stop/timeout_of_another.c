/* A listener waits in accept(); only the connections that it accepts have a time-out. And the start closes the
 * listener where it fails, which wakes nobody either. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct booth {
    pthread_t clerk;
    atomic_bool shut;
    int listener;
    long served;
};

static void serve_one(struct booth *booth, int fd)
{
    struct timeval patience = {.tv_sec = 2};
    char wish[256];

    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (recv(fd, wish, sizeof(wish), 0) > 0)
        booth->served++;
    close(fd);
}

static void *serve(void *argument)
{
    struct booth *booth = argument;

    while (!atomic_load(&booth->shut)) {
        int fd = accept(booth->listener, NULL, NULL);
        if (fd >= 0)
            serve_one(booth, fd);
    }
    return NULL;
}

static struct booth *booth_new(void)
{
    struct booth *booth = calloc(1, sizeof(*booth));

    if (!booth)
        return NULL;
    booth->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    return booth;
}

struct booth *booth_open_bad(void);
struct booth *booth_open_bad(void)
{
    struct booth *booth = booth_new();

    if (!booth)
        return NULL;
    if (listen(booth->listener, 4) < 0)
        goto fail;
    if (pthread_create(&booth->clerk, NULL, serve, booth) != 0) // EXPECT: thread-no-stop
        goto fail;
    return booth;

fail:
    close(booth->listener);
    free(booth);
    return NULL;
}

void booth_close_bad(struct booth *booth);
void booth_close_bad(struct booth *booth)
{
    atomic_store(&booth->shut, true);
    pthread_join(booth->clerk, NULL);
    close(booth->listener);
    free(booth);
}

/* ---- woken ---- */

struct kiosk {
    pthread_t clerk;
    atomic_bool shut;
    int listener;
    long served;
};

static void *serve_kiosk(void *argument)
{
    struct kiosk *kiosk = argument;

    while (!atomic_load(&kiosk->shut)) {
        int fd = accept(kiosk->listener, NULL, NULL);
        if (fd < 0)
            continue;
        kiosk->served++;
        close(fd);
    }
    return NULL;
}

struct kiosk *kiosk_open_ok(void);
struct kiosk *kiosk_open_ok(void)
{
    struct kiosk *kiosk = calloc(1, sizeof(*kiosk));

    if (!kiosk)
        return NULL;
    kiosk->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (listen(kiosk->listener, 4) < 0 ||
        pthread_create(&kiosk->clerk, NULL, serve_kiosk, kiosk) != 0) {
        close(kiosk->listener);
        free(kiosk);
        return NULL;
    }
    return kiosk;
}

void kiosk_close_ok(struct kiosk *kiosk);
void kiosk_close_ok(struct kiosk *kiosk)
{
    atomic_store(&kiosk->shut, true);
    shutdown(kiosk->listener, SHUT_RDWR);
    pthread_join(kiosk->clerk, NULL);
    close(kiosk->listener);
    free(kiosk);
}

/* ---- the listener itself has a time-out ---- */

struct stall {
    pthread_t clerk;
    atomic_bool shut;
    int listener;
    long served;
};

static void *serve_stall(void *argument)
{
    struct stall *stall = argument;

    while (!atomic_load(&stall->shut)) {
        int fd = accept(stall->listener, NULL, NULL);
        if (fd < 0)
            continue;
        stall->served++;
        close(fd);
    }
    return NULL;
}

struct stall *stall_open_ok(void);
struct stall *stall_open_ok(void)
{
    struct timeval patience = {.tv_sec = 1};
    struct stall *stall = calloc(1, sizeof(*stall));

    if (!stall)
        return NULL;
    stall->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    setsockopt(stall->listener, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (listen(stall->listener, 4) < 0 ||
        pthread_create(&stall->clerk, NULL, serve_stall, stall) != 0) {
        close(stall->listener);
        free(stall);
        return NULL;
    }
    return stall;
}

void stall_close_ok(struct stall *stall);
void stall_close_ok(struct stall *stall)
{
    atomic_store(&stall->shut, true);
    pthread_join(stall->clerk, NULL);
    close(stall->listener);
    free(stall);
}
