/* A ring whose state is in two indices: who waits until there is something waits for the one that moves where things are put
 * in, who waits for room waits for the other one. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 64 };

struct samples_bad {
    pthread_mutex_t lock;
    pthread_cond_t arrived, played;
    int samples[ROOM];
    unsigned from, to;
    bool ended;
};

struct samples_ok {
    pthread_mutex_t lock;
    pthread_cond_t arrived, played;
    int samples[ROOM];
    unsigned from, to;
};

static struct samples_bad bad = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                 .arrived = PTHREAD_COND_INITIALIZER,
                                 .played = PTHREAD_COND_INITIALIZER};
static struct samples_ok ok = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .arrived = PTHREAD_COND_INITIALIZER,
                               .played = PTHREAD_COND_INITIALIZER};

static void put_bad(int sample)
{
    unsigned next;

    pthread_mutex_lock(&bad.lock);
    while ((next = (bad.to + 1) % ROOM) == bad.from && !bad.ended)
        pthread_cond_wait(&bad.played, &bad.lock); // EXPECT: recv-no-sender
    bad.samples[bad.to] = sample;
    bad.to = next;
    pthread_cond_signal(&bad.arrived);
    pthread_mutex_unlock(&bad.lock);
}

static int get_bad(void)
{
    pthread_mutex_lock(&bad.lock);
    while (bad.from == bad.to)
        pthread_cond_wait(&bad.arrived, &bad.lock);
    int sample = bad.samples[bad.from];
    bad.from = (bad.from + 1) % ROOM;
    pthread_mutex_unlock(&bad.lock);
    return sample;
}

/* Nothing is waited for any more. */
static void end_bad(void)
{
    pthread_mutex_lock(&bad.lock);
    bad.ended = true;
    pthread_cond_broadcast(&bad.played);
    pthread_mutex_unlock(&bad.lock);
}

static void put_ok(int sample)
{
    pthread_mutex_lock(&ok.lock);
    while (ok.to - ok.from == ROOM)
        pthread_cond_wait(&ok.played, &ok.lock);
    ok.samples[ok.to++ % ROOM] = sample;
    pthread_cond_signal(&ok.arrived);
    pthread_mutex_unlock(&ok.lock);
}

static int get_ok(void)
{
    pthread_mutex_lock(&ok.lock);
    while (ok.from == ok.to)
        pthread_cond_wait(&ok.arrived, &ok.lock);
    int sample = ok.samples[ok.from % ROOM];
    bool was_full = ok.to - ok.from == ROOM;
    ok.from++;
    if (was_full)
        pthread_cond_signal(&ok.played);
    pthread_mutex_unlock(&ok.lock);
    return sample;
}

static void *play_bad(void *unused)
{
    for (int sample; (sample = get_bad()) >= 0;)
        printf("%d\n", sample);
    return unused;
}

static void *play_ok(void *unused)
{
    for (int sample; (sample = get_ok()) >= 0;)
        printf("%d\n", sample);
    return unused;
}

int main(void)
{
    pthread_t first, second;
    int sample;

    if (pthread_create(&first, NULL, play_bad, NULL) != 0 ||
        pthread_create(&second, NULL, play_ok, NULL) != 0)
        return 1;
    while (scanf("%d", &sample) == 1 && sample >= 0) {
        put_bad(sample);
        put_ok(sample);
    }
    if (getchar() == 'c')
        end_bad();
    put_bad(-1);
    put_ok(-1);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
