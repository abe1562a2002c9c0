/* One thread of the program is cancelled; that ends no other one's wait. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t loaded = PTHREAD_COND_INITIALIZER;
static pthread_cond_t idle = PTHREAD_COND_INITIALIZER;
static bool is_loaded, is_idle;
static pthread_t ticker, sleeper;

static void *tick(void *unused)
{
    for (;;)
        sleep(1);
    return unused;
}

/* It is cancelled while it waits. */
static void *sleep_on(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!is_idle)
        pthread_cond_wait(&idle, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void wait_until_loaded_bad(void)
{
    pthread_mutex_lock(&lock);
    while (!is_loaded)
        pthread_cond_wait(&loaded, &lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&lock);
}

int main(int argc, char **argv)
{
    (void)argv;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0 ||
        pthread_create(&sleeper, NULL, sleep_on, NULL) != 0)
        abort();
    if (argc > 1)
        wait_until_loaded_bad();
    pthread_cancel(ticker);
    pthread_cancel(sleeper);
    pthread_join(ticker, NULL);
    pthread_join(sleeper, NULL);
    return 0;
}
