/* A mailbox with room for one: who empties it tells whoever waits for room. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    pthread_mutex_t mtx;
    pthread_cond_t can_put, can_get;
    void *slot;
} mbox_t;

static void mbox_init(mbox_t *b)
{
    pthread_mutex_init(&b->mtx, NULL);
    pthread_cond_init(&b->can_put, NULL);
    pthread_cond_init(&b->can_get, NULL);
    b->slot = NULL;
}

static void mbox_put(mbox_t *b, void *p)
{
    pthread_mutex_lock(&b->mtx);
    while (b->slot)
        pthread_cond_wait(&b->can_put, &b->mtx);
    b->slot = p;
    pthread_cond_signal(&b->can_get);
    pthread_mutex_unlock(&b->mtx);
}

static void *mbox_get(mbox_t *b)
{
    pthread_mutex_lock(&b->mtx);
    while (!b->slot)
        pthread_cond_wait(&b->can_get, &b->mtx);
    void *p = b->slot;
    b->slot = NULL;
    pthread_cond_signal(&b->can_put);
    pthread_mutex_unlock(&b->mtx);
    return p;
}

static int end_mark;

static void *eat(void *arg)
{
    mbox_t *b = arg;
    void *p;
    while ((p = mbox_get(b)) != &end_mark) {
        puts(p);
        free(p);
    }
    return NULL;
}

int main(void)
{
    mbox_t box;
    pthread_t t;
    char *line = NULL;
    size_t cap = 0;
    mbox_init(&box);
    if (pthread_create(&t, NULL, eat, &box) != 0)
        return 1;
    while (getline(&line, &cap, stdin) > 0) {
        mbox_put(&box, line);
        line = NULL;
        cap = 0;
    }
    free(line);
    mbox_put(&box, &end_mark);
    pthread_join(t, NULL);
    return 0;
}
