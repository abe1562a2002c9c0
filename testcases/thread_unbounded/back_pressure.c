/* While there are too many threads, the loop does not ask for connections: the test is nowhere on the way from the
 * event to the thread. */
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct guest {
    struct hall *hall;
    int fd;
};

struct hall {
    pthread_mutex_t lock;
    struct pollfd door;
    int guests;
    int seats;
    long visits;
};

static void host(struct guest *guest)
{
    char word[64];
    ssize_t size;

    while ((size = recv(guest->fd, word, sizeof(word), 0)) > 0)
        send(guest->fd, word, (size_t)size, 0);
    close(guest->fd);
}

static void *host_counted(void *argument)
{
    struct guest *guest = argument;

    host(guest);
    pthread_mutex_lock(&guest->hall->lock);
    guest->hall->guests--;
    pthread_mutex_unlock(&guest->hall->lock);
    free(guest);
    return NULL;
}

static void *host_other(void *argument)
{
    struct guest *guest = argument;

    host(guest);
    free(guest);
    return NULL;
}

static struct guest *guest_new(struct hall *hall)
{
    struct guest *guest = malloc(sizeof(*guest));

    if (!guest)
        return NULL;
    guest->hall = hall;
    guest->fd = accept(hall->door.fd, NULL, NULL);
    return guest;
}

static void open_ok(struct hall *hall)
{
    for (;;) {
        int n = poll(&hall->door, 1, 1000);
        if (n > 0 && hall->door.revents & POLLIN) {
            struct guest *guest = guest_new(hall);
            pthread_t thread;
            if (!guest)
                continue;
            pthread_mutex_lock(&hall->lock);
            hall->guests++;
            pthread_mutex_unlock(&hall->lock);
            if (pthread_create(&thread, NULL, host_counted, guest) == 0)
                pthread_detach(thread);
            else
                free(guest);
        }
        hall->door.events = hall->guests >= hall->seats ? 0 : POLLIN;
    }
}

/* Here what is counted is how many have ever come, for the log. */
static void open_bad(struct hall *hall)
{
    for (;;) {
        int n = poll(&hall->door, 1, 1000);
        if (n > 0 && hall->door.revents & POLLIN) {
            struct guest *guest = guest_new(hall);
            pthread_t thread;
            if (!guest)
                continue;
            hall->visits++;
            if (pthread_create(&thread, NULL, host_other, guest) == 0) // EXPECT: thread-unbounded
                pthread_detach(thread);
            else
                free(guest);
        }
        if (hall->visits > 1000)
            hall->visits = 0;
    }
}

int main(int argc, char **argv)
{
    struct hall hall = {.lock = PTHREAD_MUTEX_INITIALIZER, .seats = argc * 10};

    hall.door.fd = socket(AF_INET, SOCK_STREAM, 0);
    hall.door.events = POLLIN;
    if (argv[0][0] == 'x')
        open_bad(&hall);
    open_ok(&hall);
    return 0;
}
