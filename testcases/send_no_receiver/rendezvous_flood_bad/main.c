/* The classic: 100,000 threads, each sending into a channel of our own that nobody receives from. */
#include "chan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_SENDERS = 100000 };

static void *squeeze(void *arg)
{
    struct chan *results = arg;
    chan_send(results, 1); // EXPECT: send-no-receiver
    return NULL;
}

int main(void)
{
    static struct chan results;
    pthread_attr_t attr;
    chan_init(&results);
    if (pthread_attr_init(&attr) != 0)
        return EXIT_FAILURE;
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attr, 65536);
    int started = 0;
    for (int i = 0; i < N_SENDERS; i++) {
        pthread_t thread;
        int rc = pthread_create(&thread, &attr, squeeze, &results); // EXPECT: thread-no-stop
        if (rc != 0) {
            fprintf(stderr, "thread %d: %s\n", i, strerror(rc));
            break;
        }
        started++;
    }
    pthread_attr_destroy(&attr);
    printf("%d senders on their way\n", started);
    pthread_exit(NULL);
}
