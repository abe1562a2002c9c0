/* A wrapper makes attributes for who brings none, on its own stack, and has the thread run what it
 * is given behind a start of its own. */
#include <alloca.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct start {
    void *(*routine)(void *);
    void *data;
};

struct guest {
    pthread_t thread;
    int fd;
};

static void *start_here(void *data)
{
    struct start start = *(struct start *)data;

    free(data);
    return start.routine(start.data);
}

static int launch(pthread_t *thread, pthread_attr_t *attributes, void *(*routine)(void *),
                  void *data)
{
    struct start *start = malloc(sizeof(*start));

    if (!start)
        return -1;
    if (!attributes) {
        attributes = alloca(sizeof(*attributes));
        pthread_attr_init(attributes);
    }
    pthread_attr_setstacksize(attributes, 1 << 17);
    start->routine = routine;
    start->data = data;
    int bad = pthread_create(thread, attributes, start_here, start); // EXPECT: thread-not-joined
    if (bad)
        free(start);
    return bad;
}

static void *serve_bad(void *data)
{
    struct guest *guest = data;
    char text[64];

    while (read(guest->fd, text, sizeof(text)) > 0)
        ;
    close(guest->fd);
    free(guest);
    return NULL;
}

static void *serve_ok(void *data)
{
    struct guest *guest = data;
    char text[64];

    while (read(guest->fd, text, sizeof(text)) > 0)
        ;
    close(guest->fd);
    return NULL;
}

void listen_bad(int server)
{
    for (;;) {
        struct guest *guest = calloc(1, sizeof(*guest));
        if (!guest)
            return;
        guest->fd = accept(server, NULL, NULL);
        if (guest->fd < 0 || launch(&guest->thread, NULL, serve_bad, guest)) {
            free(guest);
            return;
        }
    }
}

int one_ok(int server)
{
    struct guest guest = {.fd = accept(server, NULL, NULL)};

    if (guest.fd < 0 || launch(&guest.thread, NULL, serve_ok, &guest))
        return -1;
    return pthread_join(guest.thread, NULL);
}
