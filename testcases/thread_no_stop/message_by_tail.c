/* A queue of messages that lie on their senders' stacks, appended through a pointer to its end. The message that ends
 * the thread goes that way, too, and wakes it; in the bad twin a flag stands beside the queue, and the thread, which
 * is woken, looks at the queue only. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum kind { ZOOM, QUIT };

struct message {
    enum kind kind;
    int *answer;
    struct message *next;
};

struct camera {
    pthread_mutex_t lock;
    pthread_cond_t more, answered;
    struct message *first, **end;
    pthread_t thread;
    bool quit;
};

static void post(struct camera *c, struct message *m)
{
    m->next = NULL;
    pthread_mutex_lock(&c->lock);
    *c->end = m;
    c->end = &m->next;
    pthread_cond_signal(&c->more);
    pthread_mutex_unlock(&c->lock);
}

static void *camera_ok(void *arg)
{
    struct camera *c = arg;
    enum kind kind;

    do {
        pthread_mutex_lock(&c->lock);
        while (!c->first)
            pthread_cond_wait(&c->more, &c->lock);
        struct message *m = c->first;
        c->first = m->next;
        if (!c->first)
            c->end = &c->first;
        kind = m->kind;
        *m->answer = 1;
        pthread_cond_broadcast(&c->answered);
        pthread_mutex_unlock(&c->lock);
    } while (kind != QUIT);
    return NULL;
}

static void *camera_bad(void *arg)
{
    struct camera *c = arg;

    pthread_mutex_lock(&c->lock);
    while (!c->quit) {
        while (!c->first)
            pthread_cond_wait(&c->more, &c->lock);
        struct message *m = c->first;
        c->first = m->next;
        if (!c->first)
            c->end = &c->first;
        *m->answer = 1;
        pthread_cond_broadcast(&c->answered);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

static int call(struct camera *c, enum kind kind)
{
    int answer = -1;
    struct message m = {kind, &answer, NULL};

    post(c, &m);
    pthread_mutex_lock(&c->lock);
    while (answer < 0)
        pthread_cond_wait(&c->answered, &c->lock);
    pthread_mutex_unlock(&c->lock);
    return answer;
}

int camera_start_ok(struct camera *c)
{
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->more, NULL);
    pthread_cond_init(&c->answered, NULL);
    c->first = NULL;
    c->end = &c->first;
    return pthread_create(&c->thread, NULL, camera_ok, c);
}

int camera_start_bad(struct camera *c)
{
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->more, NULL);
    pthread_cond_init(&c->answered, NULL);
    c->first = NULL;
    c->end = &c->first;
    c->quit = false;
    return pthread_create(&c->thread, NULL, camera_bad, c); // EXPECT: thread-no-stop
}

int camera_zoom(struct camera *c)
{
    return call(c, ZOOM);
}

void camera_stop_ok(struct camera *c)
{
    call(c, QUIT);
    pthread_join(c->thread, NULL);
}

void camera_stop_bad(struct camera *c)
{
    pthread_mutex_lock(&c->lock);
    c->quit = true;
    pthread_cond_signal(&c->more);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->thread, NULL);
}
