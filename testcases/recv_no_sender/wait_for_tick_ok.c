/* Who waits for the next tick may miss one, and gets the next: the clock ticks without being asked. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t tick = PTHREAD_COND_INITIALIZER;
static bool started;

static void *clock_run(void *arg)
{
    for (;;) {
        sleep(1);
        pthread_mutex_lock(&lock);
        pthread_cond_broadcast(&tick);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void wait_for_tick(void)
{
    pthread_mutex_lock(&lock);
    started = true;
    pthread_mutex_unlock(&lock);

    pthread_mutex_lock(&lock);
    pthread_cond_wait(&tick, &lock);
    pthread_mutex_unlock(&lock);
}

int main(int argc, char **argv)
{
    pthread_t thread;
    (void)argv;
    if (pthread_create(&thread, NULL, clock_run, NULL) != 0)
        return 1;
    pthread_detach(thread);
    for (int i = 0; i < argc; i++)
        wait_for_tick();
    return started ? 0 : 1;
}
