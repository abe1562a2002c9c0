/* A thread waits for the next of its alarms with a time-out, and without one where there is none: that it wakes by
 * itself now and then while there are alarms is of no use to who stops it when there are none. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct alarm {
    struct alarm *next;
    struct timespec at;
    int number;
};

struct bell {
    struct bell *next;
    struct timespec at;
    int number;
};

/* ---- nobody wakes it where there is no alarm ---- */

struct deaf_clock {
    pthread_mutex_t lock;
    pthread_cond_t change;
    pthread_t thread;
    struct alarm *first;
    bool ends;
};

static void *run_deaf(void *data)
{
    struct deaf_clock *clock = data;

    pthread_mutex_lock(&clock->lock);
    while (!clock->ends) {
        struct alarm *due = clock->first;
        if (!due) {
            pthread_cond_wait(&clock->change, &clock->lock);
            continue;
        }
        if (pthread_cond_timedwait(&clock->change, &clock->lock, &due->at) != ETIMEDOUT)
            continue;
        if (clock->first != due)
            continue;
        clock->first = due->next;
        printf("alarm %d\n", due->number);
        free(due);
    }
    pthread_mutex_unlock(&clock->lock);
    return NULL;
}

bool deaf_clock_start(struct deaf_clock *clock);
bool deaf_clock_start(struct deaf_clock *clock)
{
    *clock = (struct deaf_clock){.first = NULL};
    pthread_mutex_init(&clock->lock, NULL);
    pthread_cond_init(&clock->change, NULL);
    return !pthread_create(&clock->thread, NULL, run_deaf, clock); // EXPECT: thread-no-stop
}

void deaf_clock_add(struct deaf_clock *clock, struct alarm *alarm);
void deaf_clock_add(struct deaf_clock *clock, struct alarm *alarm)
{
    struct alarm **at = &clock->first;

    pthread_mutex_lock(&clock->lock);
    while (*at && (*at)->at.tv_sec <= alarm->at.tv_sec)
        at = &(*at)->next;
    alarm->next = *at;
    *at = alarm;
    pthread_cond_signal(&clock->change);
    pthread_mutex_unlock(&clock->lock);
}

void deaf_clock_stop(struct deaf_clock *clock);
void deaf_clock_stop(struct deaf_clock *clock)
{
    pthread_mutex_lock(&clock->lock);
    clock->ends = true;
    pthread_mutex_unlock(&clock->lock);
    pthread_join(clock->thread, NULL);
}

/* ---- it is woken ---- */

struct clock {
    pthread_mutex_t mutex;
    pthread_cond_t news;
    pthread_t runner;
    struct bell *head;
    bool quits;
};

static void *run_clock(void *data)
{
    struct clock *clock = data;

    pthread_mutex_lock(&clock->mutex);
    while (!clock->quits) {
        struct bell *due = clock->head;
        if (!due) {
            pthread_cond_wait(&clock->news, &clock->mutex);
            continue;
        }
        if (pthread_cond_timedwait(&clock->news, &clock->mutex, &due->at) != ETIMEDOUT)
            continue;
        if (clock->head != due)
            continue;
        clock->head = due->next;
        printf("alarm %d\n", due->number);
        free(due);
    }
    pthread_mutex_unlock(&clock->mutex);
    return NULL;
}

bool clock_start(struct clock *clock);
bool clock_start(struct clock *clock)
{
    *clock = (struct clock){.head = NULL};
    pthread_mutex_init(&clock->mutex, NULL);
    pthread_cond_init(&clock->news, NULL);
    return !pthread_create(&clock->runner, NULL, run_clock, clock);
}

void clock_add(struct clock *clock, struct bell *alarm);
void clock_add(struct clock *clock, struct bell *alarm)
{
    struct bell **at = &clock->head;

    pthread_mutex_lock(&clock->mutex);
    while (*at && (*at)->at.tv_sec <= alarm->at.tv_sec)
        at = &(*at)->next;
    alarm->next = *at;
    *at = alarm;
    pthread_cond_signal(&clock->news);
    pthread_mutex_unlock(&clock->mutex);
}

void clock_stop(struct clock *clock);
void clock_stop(struct clock *clock)
{
    pthread_mutex_lock(&clock->mutex);
    clock->quits = true;
    pthread_cond_signal(&clock->news);
    pthread_mutex_unlock(&clock->mutex);
    pthread_join(clock->runner, NULL);
}
