/* A pipe wakes whoever takes events. Its reader takes the lock before he empties it, so who writes must not hold it. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <poll.h>

struct ev {
    struct ev *next;
    int code;
};
static struct ev *events;
static pthread_mutex_t ev_lock = PTHREAD_MUTEX_INITIALIZER;
static int wake[2];

static void post(int code)
{
    struct ev *e = malloc(sizeof *e);
    char one = 1;
    if (!e)
        return;
    e->code = code;
    pthread_mutex_lock(&ev_lock);
    e->next = events;
    events = e;
    pthread_mutex_unlock(&ev_lock);
    if (write(wake[1], &one, 1) != 1)
        perror("write");
}

static struct ev *take(void)
{
    char c;
    struct ev *e;
    struct pollfd p = {.fd = wake[0], .events = POLLIN};
    if (poll(&p, 1, -1) != 1)
        return NULL;
    pthread_mutex_lock(&ev_lock);
    if (read(wake[0], &c, 1) != 1) {
        pthread_mutex_unlock(&ev_lock);
        return NULL;
    }
    e = events;
    if (e)
        events = e->next;
    pthread_mutex_unlock(&ev_lock);
    return e;
}

static void *source(void *arg)
{
    int n;
    while (scanf("%d", &n) == 1)
        post(n);
    post(-1);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pipe(wake) != 0 || pthread_create(&t, NULL, source, NULL) != 0)
        return 1;
    for (;;) {
        struct ev *e = take();
        if (!e)
            continue;
        int code = e->code;
        free(e);
        if (code < 0)
            break;
        printf("%d\n", code);
    }
    pthread_join(t, NULL);
    return 0;
}
