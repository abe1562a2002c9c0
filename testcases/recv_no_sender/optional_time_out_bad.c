/* One function waits with a time-out or without; two kinds of waiters share the condition, so all are to be woken. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct mon {
    pthread_mutex_t m;
    pthread_cond_t c;
};
struct doc {
    struct mon mon;
    size_t len;
    int state;
    char text[1000];
};

/* without end where `secs` is 0 */
static int mon_wait(pthread_cond_t *c, pthread_mutex_t *m, int secs)
{
    if (secs == 0)
        return pthread_cond_wait(c, m);
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += secs;
    return pthread_cond_timedwait(c, m, &ts);
}

static void doc_append(struct doc *d, char c)
{
    pthread_mutex_lock(&d->mon.m);
    if (d->len < sizeof d->text)
        d->text[d->len++] = c;
    pthread_cond_signal(&d->mon.c);
    pthread_mutex_unlock(&d->mon.m);
}

static void doc_finish(struct doc *d)
{
    pthread_mutex_lock(&d->mon.m);
    d->state = 2;
    pthread_cond_signal(&d->mon.c);
    pthread_mutex_unlock(&d->mon.m);
}

static void doc_wait_len(struct doc *d, size_t len)
{
    pthread_mutex_lock(&d->mon.m);
    while (d->len <= len && d->state < 2)
        mon_wait(&d->mon.c, &d->mon.m, 0); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&d->mon.m);
}

static void doc_wait_end(struct doc *d)
{
    pthread_mutex_lock(&d->mon.m);
    while (d->state < 2)
        mon_wait(&d->mon.c, &d->mon.m, 0);
    pthread_mutex_unlock(&d->mon.m);
}

static struct doc doc = {.mon = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER}};

static void *follow(void *arg)
{
    for (size_t i = 0; i < 10; i++) {
        doc_wait_len(&doc, i);
        putchar(doc.text[i]);
    }
    return arg;
}

static void *report(void *arg)
{
    doc_wait_end(&doc);
    printf("%zu\n", doc.len);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    int c;
    if (pthread_create(&a, NULL, follow, NULL) != 0 || pthread_create(&b, NULL, report, NULL) != 0)
        exit(1);
    while ((c = getchar()) != EOF)
        doc_append(&doc, (char)c);
    doc_finish(&doc);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
