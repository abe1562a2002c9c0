/* A thread that says that it runs has to be started before that is waited for. */
#include <pthread.h>
#include <stdlib.h>
#include <stdio.h>
#include <stdbool.h>

struct service {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int state; /* 0 new, 1 running, 2 stopped */
};

static void *serve(void *arg)
{
    struct service *s = arg;
    pthread_mutex_lock(&s->mutex);
    s->state = 1;
    pthread_cond_broadcast(&s->changed);
    while (s->state == 1)
        pthread_cond_wait(&s->changed, &s->mutex);
    pthread_mutex_unlock(&s->mutex);
    return NULL;
}

static void await_running(struct service *s)
{
    pthread_mutex_lock(&s->mutex);
    while (s->state == 0)
        pthread_cond_wait(&s->changed, &s->mutex); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&s->mutex);
}

static int start(struct service *s)
{
    return pthread_create(&s->thread, NULL, serve, s);
}

int main(void)
{
    static struct service s = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                               .changed = PTHREAD_COND_INITIALIZER};
    await_running(&s);
    if (start(&s) != 0)
        return 1;
    puts("up");
    pthread_mutex_lock(&s.mutex);
    s.state = 2;
    pthread_cond_broadcast(&s.changed);
    pthread_mutex_unlock(&s.mutex);
    pthread_join(s.thread, NULL);
    return 0;
}
