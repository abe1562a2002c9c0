/* Connections have a place in a table of fixed size. It limits the threads where a connection
 * without a free place is refused; a place that is used again at once limits nothing. */
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define N_PLACES 32

struct recent {
    int fd;
    time_t since;
};

struct place {
    int fd;
    bool used;
};

static struct recent recents[N_PLACES];
static struct place places[N_PLACES];
static pthread_mutex_t places_lock = PTHREAD_MUTEX_INITIALIZER;

static void drain(int fd)
{
    char buffer[64];
    while (read(fd, buffer, sizeof buffer) > 0)
        continue;
    close(fd);
}

static void *serve_recent(void *arg)
{
    struct recent *recent = arg;
    drain(recent->fd);
    return NULL;
}

static void *serve_place(void *arg)
{
    struct place *place = arg;
    drain(place->fd);
    pthread_mutex_lock(&places_lock);
    place->used = false;
    pthread_mutex_unlock(&places_lock);
    return NULL;
}

static struct place *place_find(void)
{
    struct place *found = NULL;
    pthread_mutex_lock(&places_lock);
    for (int i = 0; i < N_PLACES && found == NULL; i++) {
        if (!places[i].used) {
            places[i].used = true;
            found = &places[i];
        }
    }
    pthread_mutex_unlock(&places_lock);
    return found;
}

void recents_bad(int listener)
{
    unsigned n = 0;
    struct pollfd ready = {listener, POLLIN, 0};
    while (poll(&ready, 1, -1) > 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        struct recent *recent = &recents[n++ % N_PLACES];
        recent->fd = fd;
        recent->since = time(NULL);
        pthread_t tid;
        if (pthread_create(&tid, NULL, serve_recent, recent) == 0) // EXPECT: thread-unbounded
            pthread_detach(tid);
        else
            close(fd);
    }
}

void places_ok(int listener)
{
    struct pollfd ready = {listener, POLLIN, 0};
    while (poll(&ready, 1, -1) > 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        struct place *place = place_find();
        if (place == NULL) {
            close(fd);
            continue;
        }
        place->fd = fd;
        pthread_t tid;
        if (pthread_create(&tid, NULL, serve_place, place) == 0) {
            pthread_detach(tid);
        } else {
            place->used = false;
            close(fd);
        }
    }
}

/* The search stands in the loop itself, and its index tells whether there was a free place. */
static volatile int busy[8];

static void *serve_busy(void *arg)
{
    volatile int *fd = arg;
    drain(*fd);
    *fd = 0;
    return NULL;
}

void places_in_loop_ok(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL), i = 0;
        while (i < 8 && busy[i] != 0)
            i++;
        if (fd <= 0 || i == 8) {
            close(fd);
            continue;
        }
        busy[i] = fd;
        pthread_t tid;
        if (pthread_create(&tid, NULL, serve_busy, (void *)&busy[i]) == 0)
            pthread_detach(tid);
        else
            serve_busy((void *)&busy[i]);
    }
}
