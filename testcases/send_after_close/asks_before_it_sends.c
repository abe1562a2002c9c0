/* A flush behind the stop that asks whether there is still somebody who reads. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>

enum { N_PARTS = 16, FLUSH = -1 };

struct uploader {
    pthread_mutex_t lock;
    pthread_cond_t some, room;
    sem_t flushed;
    int parts[N_PARTS];
    unsigned in, out;
    long sent;
    bool stop;
    pthread_t thread;
};

static void *upload(void *arg)
{
    struct uploader *self = arg;

    pthread_mutex_lock(&self->lock);
    for (;;) {
        while (self->in == self->out && !self->stop)
            pthread_cond_wait(&self->some, &self->lock);
        if (self->in == self->out)
            break;
        int part = self->parts[self->out++ % N_PARTS];
        pthread_cond_signal(&self->room);
        if (part == FLUSH)
            sem_post(&self->flushed);
        else
            self->sent += part;
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

static void put(struct uploader *self, int part)
{
    pthread_mutex_lock(&self->lock);
    while (self->in - self->out == N_PARTS)
        pthread_cond_wait(&self->room, &self->lock);
    self->parts[self->in++ % N_PARTS] = part;
    pthread_cond_signal(&self->some);
    pthread_mutex_unlock(&self->lock);
}

static int start(struct uploader *self)
{
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->some, NULL);
    pthread_cond_init(&self->room, NULL);
    sem_init(&self->flushed, 0, 0);
    return pthread_create(&self->thread, NULL, upload, self);
}

static void stop(struct uploader *self)
{
    pthread_mutex_lock(&self->lock);
    self->stop = true;
    pthread_cond_broadcast(&self->some);
    pthread_mutex_unlock(&self->lock);
    pthread_join(self->thread, NULL);
}

static struct uploader first, second, third;

static void flush(struct uploader *self)
{
    put(self, FLUSH);
    sem_wait(&self->flushed);
}

static void flush_if_there(struct uploader *self)
{
    if (self->stop)
        return;
    flush(self);
}

static void flush_bad(void)
{
    if (start(&first) != 0)
        return;
    for (int c; (c = getchar()) != EOF;)
        put(&first, c);
    stop(&first);
    flush(&first); // EXPECT: send-after-close
    printf("%ld\n", first.sent);
}

static void flush_asks_ok(void)
{
    if (start(&second) != 0)
        return;
    for (int c; (c = getchar()) != EOF;)
        put(&second, c);
    stop(&second);
    flush_if_there(&second);
    printf("%ld\n", second.sent);
}

static void caller_asks_ok(void)
{
    if (start(&third) != 0)
        return;
    for (int c; (c = getchar()) != EOF;)
        put(&third, c);
    if (third.sent > 4096)
        stop(&third);
    if (!third.stop)
        flush(&third);
    printf("%ld\n", third.sent);
}

int main(void)
{
    flush_bad();
    flush_asks_ok();
    caller_asks_ok();
    return 0;
}
