/* Several wait for a heap to be filled: who adds wakes one each time, not only when it was empty. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define MAXJ 256
struct pq {
    pthread_mutex_t m;
    pthread_cond_t c;
    int heap[MAXJ];
    int size;
    bool closed;
};
static struct pq pq = {.m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER};

static bool pq_add(struct pq *q, int prio)
{
    bool ok = false;
    pthread_mutex_lock(&q->m);
    if (q->size < MAXJ) {
        int i = q->size++;
        while (i > 0 && q->heap[(i - 1) / 2] > prio) {
            q->heap[i] = q->heap[(i - 1) / 2];
            i = (i - 1) / 2;
        }
        q->heap[i] = prio;
        if (q->size == 1)
            pthread_cond_signal(&q->c);
        ok = true;
    }
    pthread_mutex_unlock(&q->m);
    return ok;
}

static int pq_min(struct pq *q)
{
    pthread_mutex_lock(&q->m);
    while (q->size == 0 && !q->closed)
        pthread_cond_wait(&q->c, &q->m); // MISS: recv-no-sender
    if (q->size == 0) {
        pthread_mutex_unlock(&q->m);
        return -1;
    }
    int min = q->heap[0], last = q->heap[--q->size], i = 0;
    for (;;) {
        int k = 2 * i + 1;
        if (k >= q->size)
            break;
        if (k + 1 < q->size && q->heap[k + 1] < q->heap[k])
            k++;
        if (q->heap[k] >= last)
            break;
        q->heap[i] = q->heap[k];
        i = k;
    }
    q->heap[i] = last;
    pthread_mutex_unlock(&q->m);
    return min;
}

static void *work(void *arg)
{
    int p;
    while ((p = pq_min(&pq)) >= 0)
        printf("%d\n", p);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    int p;
    for (int i = 0; i < 3; i++)
        if (pthread_create(&t[i], NULL, work, NULL) != 0)
            exit(1);
    while (scanf("%d", &p) == 1)
        pq_add(&pq, p);
    pthread_mutex_lock(&pq.m);
    pq.closed = true;
    pthread_cond_broadcast(&pq.c);
    pthread_mutex_unlock(&pq.m);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
