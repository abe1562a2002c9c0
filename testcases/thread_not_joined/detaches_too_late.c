/* A body that detaches itself has to do so on every way: who returns before leaves a thread that nobody
 * joins. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct guest {
    int fd;
    char *text;
};

static void serve(struct guest *guest)
{
    while (recv(guest->fd, guest->text, 4096, 0) > 0)
        write(1, guest->text, 1);
    free(guest->text);
    close(guest->fd);
    free(guest);
}

static void *guest_run_bad(void *arg)
{
    struct guest *guest = arg;
    guest->text = malloc(4096);
    if (guest->text == NULL) {
        close(guest->fd);
        free(guest);
        return NULL;
    }
    pthread_detach(pthread_self());
    serve(guest);
    return NULL;
}

int guest_start_bad(int fd)
{
    pthread_t thread;
    struct guest *guest = calloc(1, sizeof *guest);
    if (guest == NULL)
        return -1;
    guest->fd = fd;
    return pthread_create(&thread, NULL, guest_run_bad, guest); // EXPECT: thread-not-joined
}

static void *guest_run_ok(void *arg)
{
    struct guest *guest = arg;
    pthread_detach(pthread_self());
    guest->text = malloc(4096);
    if (guest->text == NULL) {
        close(guest->fd);
        free(guest);
        return NULL;
    }
    serve(guest);
    return NULL;
}

int guest_start_ok(int fd)
{
    pthread_t thread;
    struct guest *guest = calloc(1, sizeof *guest);
    if (guest == NULL)
        return -1;
    guest->fd = fd;
    return pthread_create(&thread, NULL, guest_run_ok, guest);
}

/* Its argument says whether anybody waits for it. */
struct errand {
    bool alone;
    int fd;
};

static void *errand_run(void *arg)
{
    struct errand *errand = arg;
    if (errand->alone)
        pthread_detach(pthread_self());
    write(errand->fd, "done\n", 5);
    return NULL;
}

int errand_alone_ok(struct errand *errand)
{
    pthread_t thread;
    errand->alone = true;
    return pthread_create(&thread, NULL, errand_run, errand);
}
