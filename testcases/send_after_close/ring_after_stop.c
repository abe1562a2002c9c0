/* A ring whose cells are filled in place, and a function that stops its reader before it logs for the last time. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { N_LINES = 64 };

struct line {
    unsigned number;
    char text[120];
};

struct journal {
    pthread_mutex_t lock;
    pthread_cond_t room, work;
    struct line lines[N_LINES];
    unsigned in, out;
    bool stop;
    pthread_t thread;
};

static struct journal early = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .room = PTHREAD_COND_INITIALIZER,
                               .work = PTHREAD_COND_INITIALIZER};
static struct journal late = {.lock = PTHREAD_MUTEX_INITIALIZER,
                              .room = PTHREAD_COND_INITIALIZER,
                              .work = PTHREAD_COND_INITIALIZER};

static void *early_write(void *arg)
{
    pthread_mutex_lock(&early.lock);
    for (;;) {
        while (early.in == early.out && !early.stop)
            pthread_cond_wait(&early.work, &early.lock);
        if (early.in == early.out)
            break;
        struct line line = early.lines[early.out++ % N_LINES];
        pthread_cond_signal(&early.room);
        pthread_mutex_unlock(&early.lock);
        puts(line.text);
        pthread_mutex_lock(&early.lock);
    }
    pthread_mutex_unlock(&early.lock);
    return arg;
}

static void early_log(const char *text)
{
    pthread_mutex_lock(&early.lock);
    while (early.in - early.out == N_LINES)
        pthread_cond_wait(&early.room, &early.lock);
    struct line *line = &early.lines[early.in % N_LINES];
    line->number = early.in;
    strncpy(line->text, text, sizeof line->text - 1);
    early.in++;
    pthread_cond_signal(&early.work);
    pthread_mutex_unlock(&early.lock);
}

int early_start(void)
{
    return pthread_create(&early.thread, NULL, early_write, NULL);
}

void early_work(const char *text)
{
    early_log(text);
}

void early_stop_bad(void)
{
    pthread_mutex_lock(&early.lock);
    early.stop = true;
    pthread_cond_signal(&early.work);
    pthread_mutex_unlock(&early.lock);
    pthread_join(early.thread, NULL);
    early_log("end"); // EXPECT: send-after-close
}

static void *late_write(void *arg)
{
    pthread_mutex_lock(&late.lock);
    for (;;) {
        while (late.in == late.out && !late.stop)
            pthread_cond_wait(&late.work, &late.lock);
        if (late.in == late.out)
            break;
        struct line line = late.lines[late.out++ % N_LINES];
        pthread_cond_signal(&late.room);
        pthread_mutex_unlock(&late.lock);
        puts(line.text);
        pthread_mutex_lock(&late.lock);
    }
    pthread_mutex_unlock(&late.lock);
    return arg;
}

static void late_log(const char *text)
{
    pthread_mutex_lock(&late.lock);
    while (late.in - late.out == N_LINES)
        pthread_cond_wait(&late.room, &late.lock);
    struct line *line = &late.lines[late.in % N_LINES];
    line->number = late.in;
    strncpy(line->text, text, sizeof line->text - 1);
    late.in++;
    pthread_cond_signal(&late.work);
    pthread_mutex_unlock(&late.lock);
}

int late_start(void)
{
    return pthread_create(&late.thread, NULL, late_write, NULL);
}

void late_work(const char *text)
{
    late_log(text);
}

void late_stop_ok(void)
{
    late_log("end");
    pthread_mutex_lock(&late.lock);
    late.stop = true;
    pthread_cond_signal(&late.work);
    pthread_mutex_unlock(&late.lock);
    pthread_join(late.thread, NULL);
}
