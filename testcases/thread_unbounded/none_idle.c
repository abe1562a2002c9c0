/* A worker that takes a request while no other is idle starts one more: how many are idle says nothing of how many
 * there are. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLERKS_MOST = 16 };

struct desk {
    pthread_mutex_t lock;
    int fd;
    int idle;
    int clerks;
};

static struct desk desk_bad = {.lock = PTHREAD_MUTEX_INITIALIZER};
static struct desk desk_ok = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void hire_bad(struct desk *desk);
static void hire_ok(struct desk *desk);

static void answer(int fd, const char *request, size_t size)
{
    if (size > 0)
        send(fd, request, size, 0);
}

static void *clerk_bad(void *argument)
{
    struct desk *desk = argument;
    char request[512];

    for (;;) {
        ssize_t size = recv(desk->fd, request, sizeof(request), 0);
        if (size <= 0)
            break;
        pthread_mutex_lock(&desk->lock);
        desk->idle--;
        if (desk->idle == 0)
            hire_bad(desk);
        pthread_mutex_unlock(&desk->lock);
        answer(desk->fd, request, (size_t)size);
        pthread_mutex_lock(&desk->lock);
        desk->idle++;
        pthread_mutex_unlock(&desk->lock);
    }
    return NULL;
}

static void hire_bad(struct desk *desk)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, clerk_bad, desk) != 0) // EXPECT: thread-unbounded
        return;
    pthread_detach(thread);
    desk->idle++;
}

static void *clerk_ok(void *argument)
{
    struct desk *desk = argument;
    char request[512];

    for (;;) {
        ssize_t size = recv(desk->fd, request, sizeof(request), 0);
        if (size <= 0)
            break;
        pthread_mutex_lock(&desk->lock);
        desk->idle--;
        if (desk->idle == 0 && desk->clerks < CLERKS_MOST)
            hire_ok(desk);
        pthread_mutex_unlock(&desk->lock);
        answer(desk->fd, request, (size_t)size);
        pthread_mutex_lock(&desk->lock);
        desk->idle++;
        pthread_mutex_unlock(&desk->lock);
    }
    return NULL;
}

static void hire_ok(struct desk *desk)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, clerk_ok, desk) != 0)
        return;
    pthread_detach(thread);
    desk->idle++;
    desk->clerks++;
}

/* A count that only falls when a thread ends: none is there, so one is started. */
static pthread_mutex_t night_lock = PTHREAD_MUTEX_INITIALIZER;
static int night_clerks;

static void *night_clerk_ok(void *argument)
{
    int fd = *(int *)argument;
    char request[512];
    ssize_t size;

    free(argument);
    while ((size = recv(fd, request, sizeof(request), 0)) > 0)
        answer(fd, request, (size_t)size);
    pthread_mutex_lock(&night_lock);
    night_clerks--;
    pthread_mutex_unlock(&night_lock);
    return NULL;
}

static void serve_at_night_ok(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        pthread_t thread;
        if (fd < 0)
            continue;
        pthread_mutex_lock(&night_lock);
        int *own = night_clerks == 0 ? malloc(sizeof(*own)) : NULL;
        if (own) {
            *own = fd;
            night_clerks++;
        }
        pthread_mutex_unlock(&night_lock);
        if (own && pthread_create(&thread, NULL, night_clerk_ok, own) == 0)
            pthread_detach(thread);
        else
            close(fd);
    }
}

int main(void)
{
    desk_bad.fd = socket(AF_INET, SOCK_DGRAM, 0);
    desk_ok.fd = socket(AF_INET, SOCK_DGRAM, 0);
    hire_bad(&desk_bad);
    hire_ok(&desk_ok);
    serve_at_night_ok(socket(AF_INET, SOCK_STREAM, 0));
    return 0;
}
