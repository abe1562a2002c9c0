/* Whoever makes true what a producer waits for wakes another thread, which stops the device and then wakes the producer.
 * The twin wakes a thread that is there for something else, and the producer sleeps on. */
#include <pthread.h>
#include <stdbool.h>

void device_stop(void);
void device_play(int sample);
void lamp_switch(bool on);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t room = PTHREAD_COND_INITIALIZER;
static pthread_cond_t stopping = PTHREAD_COND_INITIALIZER;
static int queued, limit = 100;
static bool stop_asked, closing;

void sample_add_ok(void)
{
    pthread_mutex_lock(&lock);
    while (queued > limit && !stop_asked)
        pthread_cond_wait(&room, &lock);
    if (!stop_asked)
        queued++;
    pthread_mutex_unlock(&lock);
}

void sample_play(void)
{
    pthread_mutex_lock(&lock);
    if (queued > 0) {
        queued--;
        pthread_cond_broadcast(&room);
    }
    pthread_mutex_unlock(&lock);
    device_play(1);
}

void playing_flush(void)
{
    pthread_mutex_lock(&lock);
    stop_asked = true;
    pthread_cond_broadcast(&room);
    pthread_cond_signal(&stopping);
    pthread_mutex_unlock(&lock);
}

void playing_stop(void)
{
    pthread_mutex_lock(&lock);
    stop_asked = true;
    pthread_cond_signal(&stopping);
    pthread_mutex_unlock(&lock);
}

static void *stopper_run(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!closing) {
        while (!stop_asked && !closing)
            pthread_cond_wait(&stopping, &lock);
        pthread_cond_broadcast(&room);
        pthread_mutex_unlock(&lock);
        device_stop();
        pthread_mutex_lock(&lock);
        stop_asked = false;
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

/* ---- the other thread waits for something else ---- */

static pthread_mutex_t desk_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t desk_room = PTHREAD_COND_INITIALIZER;
static pthread_cond_t lamp_changed = PTHREAD_COND_INITIALIZER;
static int papers;
static bool desk_shut, lamp_wanted, lamp_over;

void paper_add_bad(void)
{
    pthread_mutex_lock(&desk_lock);
    while (papers > limit && !desk_shut)
        pthread_cond_wait(&desk_room, &desk_lock); // EXPECT: recv-no-sender
    if (!desk_shut)
        papers++;
    pthread_mutex_unlock(&desk_lock);
}

void paper_take(void)
{
    pthread_mutex_lock(&desk_lock);
    if (papers > 0) {
        papers--;
        pthread_cond_broadcast(&desk_room);
    }
    pthread_mutex_unlock(&desk_lock);
}

void desk_clear(void)
{
    pthread_mutex_lock(&desk_lock);
    desk_shut = true;
    pthread_cond_broadcast(&desk_room);
    pthread_mutex_unlock(&desk_lock);
}

void desk_leave(void)
{
    pthread_mutex_lock(&desk_lock);
    desk_shut = true;
    pthread_cond_signal(&lamp_changed);
    pthread_mutex_unlock(&desk_lock);
}

static void *lamp_run(void *arg)
{
    pthread_mutex_lock(&desk_lock);
    while (!lamp_over) {
        while (!lamp_wanted && !lamp_over)
            pthread_cond_wait(&lamp_changed, &desk_lock);
        lamp_wanted = false;
        pthread_mutex_unlock(&desk_lock);
        lamp_switch(true);
        pthread_mutex_lock(&desk_lock);
        desk_shut = false;
    }
    pthread_mutex_unlock(&desk_lock);
    return arg;
}

void lamp_want(void)
{
    pthread_mutex_lock(&desk_lock);
    lamp_wanted = true;
    pthread_cond_signal(&lamp_changed);
    pthread_mutex_unlock(&desk_lock);
}

static pthread_t stopper, lamp;

int threads_start(void)
{
    if (pthread_create(&stopper, NULL, stopper_run, NULL) != 0)
        return -1;
    return pthread_create(&lamp, NULL, lamp_run, NULL);
}

void threads_stop(void)
{
    pthread_mutex_lock(&lock);
    closing = true;
    pthread_cond_signal(&stopping);
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&desk_lock);
    lamp_over = true;
    pthread_cond_signal(&lamp_changed);
    pthread_mutex_unlock(&desk_lock);
    pthread_join(stopper, NULL);
    pthread_join(lamp, NULL);
}
