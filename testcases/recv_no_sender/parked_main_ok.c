/* Main has nothing more to do: it parks on a condition that nobody signals, for as long as the
 * process lives. A signal ends the process. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t park_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t park = PTHREAD_COND_INITIALIZER;

static void *beat(void *arg)
{
    for (;;) {
        sleep(1);
        puts(".");
    }
    return arg;
}

int main(void)
{
    pthread_t heart;
    if (pthread_create(&heart, NULL, beat, NULL) != 0)
        return 1;
    pthread_detach(heart);
    pthread_mutex_lock(&park_lock);
    for (;;)
        pthread_cond_wait(&park, &park_lock);
}
