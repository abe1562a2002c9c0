/* On the way out, the queue is destroyed first, and then the sources are closed, each of which puts a
 * last message into it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { N_SOURCES = 3, N_EVENTS = 50 };

struct event_queue {
    pthread_mutex_t mtx;
    pthread_cond_t cv;
    int events[N_EVENTS];
    int n;
    bool over;
    pthread_t handler;
};

static struct event_queue mouse, keys;
static FILE *mouse_sources[N_SOURCES], *key_sources[N_SOURCES];

void handle_event(int event);

static void put(struct event_queue *q, int event)
{
    pthread_mutex_lock(&q->mtx);
    if (q->n < N_EVENTS) {
        q->events[q->n++] = event;
        pthread_cond_signal(&q->cv);
    }
    pthread_mutex_unlock(&q->mtx);
}

static void *handle_events(void *arg)
{
    struct event_queue *q = arg;
    for (;;) {
        pthread_mutex_lock(&q->mtx);
        while (q->n == 0 && !q->over)
            pthread_cond_wait(&q->cv, &q->mtx);
        if (q->n == 0)
            break;
        int event = q->events[--q->n];
        pthread_mutex_unlock(&q->mtx);
        handle_event(event);
    }
    pthread_mutex_unlock(&q->mtx);
    return NULL;
}

static int init(struct event_queue *q)
{
    q->n = 0;
    q->over = false;
    pthread_mutex_init(&q->mtx, NULL);
    pthread_cond_init(&q->cv, NULL);
    return pthread_create(&q->handler, NULL, handle_events, q);
}

static void destroy(struct event_queue *q)
{
    pthread_mutex_lock(&q->mtx);
    q->over = true;
    pthread_cond_signal(&q->cv);
    pthread_mutex_unlock(&q->mtx);
    pthread_join(q->handler, NULL);
    pthread_cond_destroy(&q->cv);
    pthread_mutex_destroy(&q->mtx);
}

static void mouse_source_close(int i)
{
    if (mouse_sources[i] == NULL)
        return;
    fclose(mouse_sources[i]);
    mouse_sources[i] = NULL;
    put(&mouse, -i); // EXPECT: send-after-close
}

static void key_source_close(int i)
{
    if (key_sources[i] == NULL)
        return;
    fclose(key_sources[i]);
    key_sources[i] = NULL;
    put(&keys, -i);
}

int mouse_open(void)
{
    return init(&mouse);
}

void mouse_close_bad(void)
{
    destroy(&mouse);
    for (int i = 0; i < N_SOURCES; i++)
        mouse_source_close(i);
}

int keys_open(void)
{
    return init(&keys);
}

void keys_close_ok(void)
{
    for (int i = 0; i < N_SOURCES; i++)
        key_source_close(i);
    destroy(&keys);
}

int sources_open(const char *const files[N_SOURCES])
{
    for (int i = 0; i < N_SOURCES; i++) {
        mouse_sources[i] = fopen(files[i], "r");
        key_sources[i] = fopen(files[i], "r");
    }
    return mouse_sources[0] != NULL && key_sources[0] != NULL ? 0 : -1;
}
