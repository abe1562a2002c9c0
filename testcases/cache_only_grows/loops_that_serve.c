/* A server goes on until a flag is set: by others, asked for in a function, or by itself in the thread's body. What reads
 * one answer until it is complete does not serve. */
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct asked {
    int port;
    struct asked *next;
};

struct own {
    int port;
    struct own *next;
};

struct part {
    int port;
    struct part *next;
};

static struct asked *all_asked;
static struct own *all_own;
static struct part *parts;
static int stop;

static int is_stopped(void)
{
    return __atomic_load_n(&stop, __ATOMIC_SEQ_CST);
}

static void note_asked_bad(int port)
{
    struct asked *asked = malloc(sizeof(*asked));

    if (!asked)
        return;
    asked->port = port;
    asked->next = all_asked;
    all_asked = asked; // EXPECT: cache-only-grows
}

static void note_own_bad(int port)
{
    struct own *own = malloc(sizeof(*own));

    if (!own)
        return;
    own->port = port;
    own->next = all_own;
    all_own = own; // EXPECT: cache-only-grows
}

static void note_part_ok(int port)
{
    struct part *part = malloc(sizeof(*part));

    if (!part)
        return;
    part->port = port;
    part->next = parts;
    parts = part;
}

static void *serve_asked(void *arg)
{
    int listener = *(int *)arg;

    while (!is_stopped() && listener >= 0) {
        struct pollfd wait = {.fd = listener, .events = POLLIN};
        if (poll(&wait, 1, 1000) <= 0)
            continue;
        note_asked_bad(wait.revents);
    }
    return NULL;
}

static void *serve_own(void *arg)
{
    int listener = *(int *)arg, done = 0;

    while (!done) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            done = 1;
            continue;
        }
        note_own_bad(fd);
        close(fd);
    }
    return NULL;
}

/* Each part of the answer tells whether it is the last. */
static void read_answer(int fd)
{
    int done = 0;

    while (!done) {
        char part[64];
        ssize_t n = recv(fd, part, sizeof(part), 0);
        if (n <= 0 || part[0] == 'z')
            done = 1;
        else
            note_part_ok(part[0]);
    }
}

int main(void)
{
    static int listener;
    pthread_t asked, own;

    listener = socket(AF_UNIX, SOCK_STREAM, 0);
    read_answer(listener);
    if (pthread_create(&asked, NULL, serve_asked, &listener) != 0)
        return 1;
    if (pthread_create(&own, NULL, serve_own, &listener) == 0)
        pthread_join(own, NULL);
    __atomic_store_n(&stop, 1, __ATOMIC_SEQ_CST);
    pthread_join(asked, NULL);
    return 0;
}
