/* A join is there, but it is handed something that is not the handle of this thread. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static void *work(void *arg)
{
    return arg;
}

/* The flag is joined in place of the handle. */
static struct {
    pthread_t tid;
    pthread_t running;
} sampler, metronome;

int sampler_start_bad(void)
{
    sampler.running = 1;
    return pthread_create(&sampler.tid, NULL, work, NULL); // EXPECT: thread-not-joined
}

void sampler_stop(void)
{
    pthread_join(sampler.running, NULL);
}

int metronome_start_ok(void)
{
    metronome.running = 1;
    return pthread_create(&metronome.tid, NULL, work, NULL);
}

void metronome_stop(void)
{
    if (metronome.running)
        pthread_join(metronome.tid, NULL);
}

/* The first is joined twice, the second never. */
int both_bad(void)
{
    pthread_t one, two;
    if (pthread_create(&one, NULL, work, NULL) != 0)
        return -1;
    if (pthread_create(&two, NULL, work, NULL) != 0) { // EXPECT: thread-not-joined
        pthread_join(one, NULL);
        return -1;
    }
    pthread_join(one, NULL);
    pthread_join(one, NULL);
    return 0;
}

int both_ok(void)
{
    pthread_t one, two;
    if (pthread_create(&one, NULL, work, NULL) != 0)
        return -1;
    if (pthread_create(&two, NULL, work, NULL) != 0) {
        pthread_join(one, NULL);
        return -1;
    }
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
