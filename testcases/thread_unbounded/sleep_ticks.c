/* Loops that sleep: to start a thread again and again, or to try again until it has started. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void *clean_up(void *arg)
{
    unlink(arg);
    return NULL;
}

static void *warm_up(void *arg)
{
    FILE *in = fopen(arg, "r");
    if (in != NULL)
        fclose(in);
    return NULL;
}

void clean_up_every_minute_bad(char *file)
{
    for (;;) {
        pthread_t cleaner;
        int rc = pthread_create(&cleaner, NULL, clean_up, file); // EXPECT: thread-unbounded
        if (rc == 0)
            pthread_detach(cleaner);
        sleep(60);
    }
}

int warm_up_ok(char *file)
{
    for (;;) {
        pthread_t warmer;
        int rc = pthread_create(&warmer, NULL, warm_up, file);
        if (rc == 0)
            return pthread_detach(warmer);
        if (rc != EAGAIN)
            return rc;
        sleep(1);
    }
}

/* The same, a certain number of times. */
int warm_up_three_times_ok(char *file)
{
    const struct timespec pause = {0, 100000000};
    for (int i = 0; i < 3; i++) {
        pthread_t warmer;
        int rc = pthread_create(&warmer, NULL, warm_up, file);
        if (rc != 0)
            return rc;
        pthread_detach(warmer);
        nanosleep(&pause, NULL);
    }
    return 0;
}
