/* A stop that sets its flag, says so, and joins: nothing wakes the thread. What it says goes out through a function of
 * the C library that another unit declares by itself. */
#include <pthread.h>
#include <stdio.h>

void log_line(const char *text);
int pump_start(void);
void pump_stop(void);
void pump_add(void);

static pthread_t pump_thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int stopping, waiting;

static void *pump(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!stopping) {
        if (waiting == 0) {
            pthread_cond_wait(&changed, &lock);
            continue;
        }
        waiting--;
    }
    pthread_mutex_unlock(&lock);
    log_line("pump has ended");
    return arg;
}

void pump_add(void)
{
    pthread_mutex_lock(&lock);
    waiting++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

int pump_start(void)
{
    return pthread_create(&pump_thread, NULL, pump, NULL); // EXPECT: thread-no-stop
}

void pump_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = 1;
    pthread_mutex_unlock(&lock);
    puts("waiting for the pump");
    pthread_join(pump_thread, NULL);
}
