/* An event loop polls the pipe beside a list of events; who posts an event writes nothing into it. */
#include "events.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *read_numbers(void *arg)
{
    int number;
    while (scanf("%d", &number) == 1) {
        if (events_post(number) != 0)
            break;
    }
    events_post(-1);
    return arg;
}

static int handle_all(struct event *event)
{
    int go_on = 1;
    while (event != NULL) {
        struct event *next = event->next;
        if (event->number < 0)
            go_on = 0;
        else
            printf("%d\n", event->number);
        free(event);
        event = next;
    }
    return go_on;
}

int main(void)
{
    pthread_t reader;
    if (events_init() != 0 || pthread_create(&reader, NULL, read_numbers, NULL) != 0)
        return 1;
    for (int go_on = 1; go_on;) {
        struct pollfd ready = {.fd = events_fd(), .events = POLLIN};
        int n = poll(&ready, 1, -1); // EXPECT: select-stuck
        if (n < 0 && errno != EINTR)
            return 1;
        if (n > 0)
            go_on = handle_all(events_take_all());
    }
    pthread_join(reader, NULL);
    return 0;
}
