/* Arrays that are marked and counted in, under a mutex or before a wait, are no queues: what is stored is a
 * constant, or computed from the cell itself, or the index is no position that moves on. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HELPERS = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static int taken[HELPERS], n_taken, turn;

static int take_helper(void)
{
    int mine;

    pthread_mutex_lock(&lock);
    while (n_taken == HELPERS)
        pthread_cond_wait(&freed, &lock);
    while (taken[turn])
        turn = (turn + 1) % HELPERS;
    mine = turn;
    n_taken++;
    taken[mine] = 1;
    pthread_mutex_unlock(&lock);
    return mine;
}

static void give_helper(int mine)
{
    pthread_mutex_lock(&lock);
    taken[mine] = 0;
    n_taken--;
    pthread_cond_signal(&freed);
    pthread_mutex_unlock(&lock);
}

struct caller {
    int fd;
};

static int reach(struct caller *caller)
{
    struct timeval most = {5, 0};
    fd_set writable;

    caller->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (caller->fd == -1)
        return -1;
    connect(caller->fd, NULL, 0);
    FD_ZERO(&writable);
    FD_SET(caller->fd, &writable);
    if (select(caller->fd + 1, NULL, &writable, NULL, &most) != 1) {
        close(caller->fd);
        caller->fd = -1;
        return -1;
    }
    return 0;
}

static void *serve(void *argument)
{
    char line[100];
    struct caller caller;

    while (fgets(line, sizeof(line), argument)) {
        int helper = take_helper();
        if (reach(&caller) == 0) {
            dprintf(caller.fd, "%d %s", helper, line);
            close(caller.fd);
        }
        give_helper(helper);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[2];

    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, serve, stdin) != 0)
            abort();
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
