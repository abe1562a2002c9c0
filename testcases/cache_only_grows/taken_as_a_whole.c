/* A list that is taken as a whole, by another thread, and freed there; and one that is only looked at. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct event {
    struct event *next;
    int number;
};

struct mark {
    struct mark *next;
    int number;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct event *events;
static struct mark *marks;

static void add_event_ok(int number)
{
    struct event *event = malloc(sizeof *event);

    if (!event)
        return;
    event->number = number;
    pthread_mutex_lock(&lock);
    event->next = events;
    events = event;
    pthread_mutex_unlock(&lock);
}

static void add_mark_bad(int number)
{
    struct mark *mark = malloc(sizeof *mark);

    if (!mark)
        return;
    mark->number = number;
    pthread_mutex_lock(&lock);
    mark->next = marks;
    marks = mark; // EXPECT: cache-only-grows
    pthread_mutex_unlock(&lock);
}

static void *print(void *unused)
{
    for (;;) {
        sleep(1);
        pthread_mutex_lock(&lock);
        struct event *list = events;
        events = NULL;
        for (const struct mark *mark = marks; mark; mark = mark->next)
            printf("%d\n", mark->number);
        pthread_mutex_unlock(&lock);
        while (list) {
            struct event *next = list->next;
            printf("%d\n", list->number);
            free(list);
            list = next;
        }
    }
    return unused;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0), number;
    pthread_t printer;

    if (pthread_create(&printer, NULL, print, NULL) != 0)
        return 1;
    pthread_detach(printer);
    for (;;) {
        if (recv(fd, &number, sizeof number, 0) != sizeof number)
            continue;
        add_event_ok(number);
        add_mark_bad(number);
    }
}
