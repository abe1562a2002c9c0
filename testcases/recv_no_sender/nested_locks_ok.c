/* A queue with a lock of its own inside an object with another: who waits for the queue must not hold the outer one. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct cell {
    struct cell *next;
    int v;
};
struct inbox {
    pthread_mutex_t m;
    pthread_cond_t c;
    struct cell *head;
};
struct broker {
    pthread_mutex_t m;
    struct inbox in;
    int handled;
};

static void inbox_put(struct inbox *in, int v)
{
    struct cell *c = malloc(sizeof *c);
    if (!c)
        return;
    c->v = v;
    pthread_mutex_lock(&in->m);
    c->next = in->head;
    in->head = c;
    pthread_cond_signal(&in->c);
    pthread_mutex_unlock(&in->m);
}

static int inbox_get(struct inbox *in)
{
    pthread_mutex_lock(&in->m);
    while (!in->head)
        pthread_cond_wait(&in->c, &in->m);
    struct cell *c = in->head;
    in->head = c->next;
    pthread_mutex_unlock(&in->m);
    int v = c->v;
    free(c);
    return v;
}

static struct broker broker = {
    .m = PTHREAD_MUTEX_INITIALIZER,
    .in = {.m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER}};

static void broker_submit(int v)
{
    pthread_mutex_lock(&broker.m);
    inbox_put(&broker.in, v);
    pthread_mutex_unlock(&broker.m);
}

static int broker_next(void)
{
    int v = inbox_get(&broker.in);
    pthread_mutex_lock(&broker.m);
    broker.handled++;
    pthread_mutex_unlock(&broker.m);
    return v;
}

static void *work(void *arg)
{
    int v;
    while ((v = broker_next()) >= 0)
        printf("%d\n", v);
    return arg;
}

int main(void)
{
    pthread_t t;
    int v;
    if (pthread_create(&t, NULL, work, NULL) != 0)
        return 1;
    while (scanf("%d", &v) == 1)
        broker_submit(v);
    broker_submit(-1);
    pthread_join(t, NULL);
    return 0;
}
