/* A program's shutdown joins, in a function of its own, a thread that it cancelled. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_t blinker;
static volatile int lamp;

static void *blink(void *arg)
{
    (void)arg;
    for (;;) {
        lamp = !lamp;
        usleep(500 * 1000);
    }
    return NULL;
}

static int lamp_start(void)
{
    return pthread_create(&blinker, NULL, blink, NULL);
}

static void lamp_stop(void)
{
    pthread_cancel(blinker);
    pthread_join(blinker, NULL);
    lamp = 0;
}

int main(void)
{
    if (lamp_start() != 0)
        return 1;
    puts("press enter to stop");
    getchar();
    lamp_stop();
    puts("off");
    return 0;
}
