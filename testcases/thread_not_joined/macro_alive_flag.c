/* Start and stop are macros around a flag, for any kind of struct. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#define TASK_FIELDS                                                                                \
    pthread_t tid;                                                                                 \
    volatile bool alive

#define TASK_START(task, body) pthread_create(&(task)->tid, NULL, (body), (task))

/* Joins a task that is alive. */
#define TASK_STOP(task)                                                                            \
    do {                                                                                           \
        if ((task)->alive)                                                                         \
            pthread_join((task)->tid, NULL);                                                       \
    } while (0)

/* Joins a task in any case. */
#define TASK_FINISH(task)                                                                          \
    do {                                                                                           \
        (task)->alive = false;                                                                     \
        pthread_join((task)->tid, NULL);                                                           \
    } while (0)

struct ping {
    TASK_FIELDS;
    int fd;
};

struct pong {
    TASK_FIELDS;
    int fd;
};

static void *ping_run(void *arg)
{
    struct ping *ping = arg;
    for (int i = 0; i < 10; i++)
        if (write(ping->fd, "ping\n", 5) != 5)
            break;
    ping->alive = false;
    return NULL;
}

static void *pong_run(void *arg)
{
    struct pong *pong = arg;
    for (int i = 0; i < 10; i++)
        if (write(pong->fd, "pong\n", 5) != 5)
            break;
    pong->alive = false;
    return NULL;
}

int ping_start_bad(struct ping *ping)
{
    ping->alive = true;
    return TASK_START(ping, ping_run); // EXPECT: thread-not-joined
}

void ping_stop(struct ping *ping)
{
    TASK_STOP(ping);
}

int pong_start_ok(struct pong *pong)
{
    pong->alive = true;
    return TASK_START(pong, pong_run);
}

void pong_stop(struct pong *pong)
{
    TASK_FINISH(pong);
}
