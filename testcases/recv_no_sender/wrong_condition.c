/* Two conditions on one ring: the put wakes those who wait for room, and not those who wait for it. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { N_SAMPLES = 128 };

int16_t microphone_read(void);
void speaker_write(int16_t sample);

struct buffer {
    pthread_mutex_t mtx;
    pthread_cond_t room, data;
    int16_t samples[N_SAMPLES];
    size_t head, used;
};

static struct buffer echo = {.mtx = PTHREAD_MUTEX_INITIALIZER,
                             .room = PTHREAD_COND_INITIALIZER,
                             .data = PTHREAD_COND_INITIALIZER};
static struct buffer delay = {.mtx = PTHREAD_MUTEX_INITIALIZER,
                              .room = PTHREAD_COND_INITIALIZER,
                              .data = PTHREAD_COND_INITIALIZER};

static void *echo_record(void *arg)
{
    for (;;) {
        int16_t sample = microphone_read();
        pthread_mutex_lock(&echo.mtx);
        while (echo.used == N_SAMPLES)
            pthread_cond_wait(&echo.room, &echo.mtx);
        echo.samples[(echo.head + echo.used++) % N_SAMPLES] = sample;
        pthread_cond_signal(&echo.room);
        pthread_mutex_unlock(&echo.mtx);
        if (sample == INT16_MIN)
            return arg;
    }
}

static void *echo_play(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&echo.mtx);
        while (echo.used == 0)
            pthread_cond_wait(&echo.data, &echo.mtx); // EXPECT: recv-no-sender
        int16_t sample = echo.samples[echo.head];
        echo.head = (echo.head + 1) % N_SAMPLES;
        echo.used--;
        pthread_cond_signal(&echo.room);
        pthread_mutex_unlock(&echo.mtx);
        if (sample == INT16_MIN)
            return arg;
        speaker_write(sample);
    }
}

static void *delay_record(void *arg)
{
    for (;;) {
        int16_t sample = microphone_read();
        pthread_mutex_lock(&delay.mtx);
        while (delay.used == N_SAMPLES)
            pthread_cond_wait(&delay.room, &delay.mtx);
        delay.samples[(delay.head + delay.used++) % N_SAMPLES] = sample;
        pthread_cond_signal(&delay.data);
        pthread_mutex_unlock(&delay.mtx);
        if (sample == INT16_MIN)
            return arg;
    }
}

static void *delay_play(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&delay.mtx);
        while (delay.used == 0)
            pthread_cond_wait(&delay.data, &delay.mtx);
        int16_t sample = delay.samples[delay.head];
        delay.head = (delay.head + 1) % N_SAMPLES;
        delay.used--;
        pthread_cond_signal(&delay.room);
        pthread_mutex_unlock(&delay.mtx);
        if (sample == INT16_MIN)
            return arg;
        speaker_write(sample);
    }
}

static int run_both(void *(*record)(void *), void *(*play)(void *))
{
    pthread_t recorder, player;
    if (pthread_create(&recorder, NULL, record, NULL) != 0)
        return -1;
    pthread_detach(recorder);
    if (pthread_create(&player, NULL, play, NULL) != 0)
        return -1;
    return pthread_detach(player);
}

int echo_bad(void)
{
    return run_both(echo_record, echo_play);
}

int delay_ok(void)
{
    return run_both(delay_record, delay_play);
}
