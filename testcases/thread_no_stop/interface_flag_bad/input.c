/* The flag lies behind an interface; workers wait for datagrams and are joined. */
#include "state.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WORKERS = 4 };

static struct state_if state;
static int sockets[2];
static struct worker {
    pthread_t thread;
    int n_messages;
} workers[WORKERS];

int input_init(void)
{
    state_query(&state);
    sockets[0] = socket(AF_INET, SOCK_DGRAM, 0);
    return sockets[0] < 0 ? -1 : 0;
}

static void receive_all(struct worker *worker)
{
    struct epoll_event events[4];
    struct epoll_event wanted = {.events = EPOLLIN, .data.fd = sockets[0]};
    char text[1024];
    int set = epoll_create1(0);
    if (set < 0)
        return;
    if (epoll_ctl(set, EPOLL_CTL_ADD, sockets[0], &wanted) == 0) {
        while (1) {
            int n = epoll_wait(set, events, 4, -1);
            if (state.is_ending() == 1)
                break;
            for (int i = 0; i < n; i++)
                if (recv(events[i].data.fd, text, sizeof text, MSG_DONTWAIT) > 0)
                    worker->n_messages++;
        }
    }
    close(set);
}

static void *work(void *arg)
{
    receive_all(arg);
    return NULL;
}

void *input_run(void *arg)
{
    for (int i = 0; i < WORKERS - 1; i++)
        pthread_create(&workers[i].thread, NULL, work, &workers[i]); // EXPECT: thread-no-stop
    work(&workers[WORKERS - 1]);
    for (int i = 0; i < WORKERS - 1; i++)
        pthread_join(workers[i].thread, NULL);
    return arg;
}
