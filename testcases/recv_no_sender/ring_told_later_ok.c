/* Who fills a ring tells of all that has come when nothing more is there, and leaves where his input fails. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>

enum { EVENTS = 128 };

static struct {
    int events[EVENTS];
    int first, end;
} ring;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t some = PTHREAD_COND_INITIALIZER;
static bool stops;

static int collect_ok(int from)
{
    int event, flags = MSG_DONTWAIT;

    for (;;) {
        long n = recv(from, &event, sizeof event, flags);
        if (n == 0)
            return 0;
        if (n < 0) {
            pthread_mutex_lock(&lock);
            if (ring.first != ring.end)
                pthread_cond_signal(&some);
            pthread_mutex_unlock(&lock);
            flags = 0;
            continue;
        }
        flags = MSG_DONTWAIT;
        pthread_mutex_lock(&lock);
        int next = ring.end + 1 < EVENTS ? ring.end + 1 : 0;
        if (next != ring.first) {
            ring.events[ring.end] = event;
            ring.end = next;
        }
        pthread_mutex_unlock(&lock);
    }
}

static void *print_ok(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!stops) {
        if (ring.first == ring.end)
            pthread_cond_wait(&some, &lock);
        while (ring.first != ring.end) {
            int next = ring.first + 1 < EVENTS ? ring.first + 1 : 0;
            printf("%d\n", ring.events[ring.first]);
            ring.first = next;
        }
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t printer;
    int from = socket(AF_UNIX, SOCK_DGRAM, 0);

    if (from < 0 || pthread_create(&printer, NULL, print_ok, NULL) != 0)
        return 1;
    collect_ok(from);
    pthread_mutex_lock(&lock);
    stops = true;
    pthread_cond_broadcast(&some);
    pthread_mutex_unlock(&lock);
    pthread_join(printer, NULL);
    return 0;
}
