/* Stages with a queue in between: one that gives up hands on the end. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
    struct item *next;
    char *text;
    bool last;
};
struct stageq {
    pthread_mutex_t mutex;
    pthread_cond_t avail;
    struct item *head, *tail;
};
struct stage {
    struct stageq *in, *out;
    pthread_t thread;
};

static void stageq_init(struct stageq *q)
{
    pthread_mutex_init(&q->mutex, NULL);
    pthread_cond_init(&q->avail, NULL);
    q->head = q->tail = NULL;
}

static void stageq_send(struct stageq *q, struct item *it)
{
    it->next = NULL;
    pthread_mutex_lock(&q->mutex);
    if (!q->head)
        q->head = it;
    else
        q->tail->next = it;
    q->tail = it;
    pthread_cond_signal(&q->avail);
    pthread_mutex_unlock(&q->mutex);
}

static struct item *stageq_recv(struct stageq *q)
{
    pthread_mutex_lock(&q->mutex);
    while (!q->head)
        pthread_cond_wait(&q->avail, &q->mutex);
    struct item *it = q->head;
    q->head = it->next;
    pthread_mutex_unlock(&q->mutex);
    return it;
}

static void *parse(void *arg)
{
    struct stage *s = arg;
    for (;;) {
        struct item *it = stageq_recv(s->in);
        if (!it->last && strlen(it->text) > 70) {
            fprintf(stderr, "line too long\n");
            free(it->text);
            free(it);
            return NULL;
        }
        bool last = it->last;
        stageq_send(s->out, it);
        if (last)
            return NULL;
    }
}

static void *print(void *arg)
{
    struct stage *s = arg;
    for (;;) {
        struct item *it = stageq_recv(s->in); // MISS: recv-no-sender
        if (it->last) {
            free(it);
            return NULL;
        }
        puts(it->text);
        free(it->text);
        free(it);
    }
}

int main(void)
{
    struct stageq a, b;
    struct stage s1 = {.in = &a, .out = &b}, s2 = {.in = &b};
    char buf[100];
    stageq_init(&a);
    stageq_init(&b);
    if (pthread_create(&s1.thread, NULL, parse, &s1) != 0)
        return 1;
    if (pthread_create(&s2.thread, NULL, print, &s2) != 0)
        return 1;
    for (;;) {
        struct item *it = calloc(1, sizeof *it);
        if (!it)
            exit(1);
        if (!fgets(buf, sizeof buf, stdin))
            it->last = true;
        else
            it->text = strdup(buf);
        bool last = it->last;
        stageq_send(&a, it);
        if (last)
            break;
    }
    pthread_join(s1.thread, NULL);
    pthread_join(s2.thread, NULL);
    return 0;
}
