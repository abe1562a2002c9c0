#include "events.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct event *list;
static int wake[2] = {-1, -1};

int events_init(void)
{
    if (pipe(wake) != 0)
        return -1;
    return fcntl(wake[0], F_SETFL, O_NONBLOCK);
}

int events_fd(void)
{
    return wake[0];
}

int events_post(int number)
{
    struct event *event = malloc(sizeof *event);
    if (event == NULL)
        return -1;
    event->number = number;
    pthread_mutex_lock(&lock);
    event->next = list;
    list = event;
    ssize_t n = event->next == NULL ? write(wake[1], "e", 1) : 1;
    pthread_mutex_unlock(&lock);
    return n == 1 ? 0 : -1;
}

struct event *events_take_all(void)
{
    char byte[64];
    if (read(wake[0], byte, sizeof byte) < 0)
        return NULL;
    pthread_mutex_lock(&lock);
    struct event *all = list;
    list = NULL;
    pthread_mutex_unlock(&lock);
    return all;
}
