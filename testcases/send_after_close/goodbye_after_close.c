/* A queue that was closed takes no more: the farewell is pushed before, or is lost. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct message {
    struct message *next;
    int kind;
};

struct peer_queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    struct message *head, *tail;
    bool closed;
};

void transmit(int kind);

static void queue_init(struct peer_queue *q)
{
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->not_empty, NULL);
    q->head = q->tail = NULL;
    q->closed = false;
}

static bool queue_push(struct peer_queue *q, int kind)
{
    struct message *message = calloc(1, sizeof *message);
    if (message == NULL)
        return false;
    message->kind = kind;
    pthread_mutex_lock(&q->lock);
    bool open = !q->closed;
    if (open) {
        if (q->tail == NULL)
            q->head = message;
        else
            q->tail->next = message;
        q->tail = message;
        pthread_cond_signal(&q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    if (!open)
        free(message);
    return open;
}

static bool queue_pull(struct peer_queue *q, int *ret_kind)
{
    pthread_mutex_lock(&q->lock);
    while (q->head == NULL && !q->closed)
        pthread_cond_wait(&q->not_empty, &q->lock);
    struct message *message = q->head;
    if (message != NULL) {
        *ret_kind = message->kind;
        q->head = message->next;
        if (q->head == NULL)
            q->tail = NULL;
    }
    pthread_mutex_unlock(&q->lock);
    free(message);
    return message != NULL;
}

static void queue_close(struct peer_queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}

static void queue_reopen(struct peer_queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = false;
    pthread_mutex_unlock(&q->lock);
}

static struct peer_queue left, right, again, shared;

static void *send_all(void *arg)
{
    int kind;
    while (queue_pull(arg, &kind))
        transmit(kind);
    return NULL;
}

int talk_left_bad(int n)
{
    pthread_t sender;
    queue_init(&left);
    if (pthread_create(&sender, NULL, send_all, &left) != 0)
        return -1;
    for (int i = 1; i <= n; i++)
        queue_push(&left, i);
    queue_close(&left);
    queue_push(&left, 0); // MISS: send-after-close
    return pthread_join(sender, NULL);
}

int talk_right_ok(int n)
{
    pthread_t sender;
    queue_init(&right);
    if (pthread_create(&sender, NULL, send_all, &right) != 0)
        return -1;
    for (int i = 1; i <= n; i++)
        queue_push(&right, i);
    queue_push(&right, 0);
    queue_close(&right);
    return pthread_join(sender, NULL);
}

/* Closed for a while, and opened again before the next push. */
int talk_again_ok(int n)
{
    queue_init(&again);
    for (int i = 0; i < n; i++) {
        pthread_t sender;
        queue_reopen(&again);
        if (pthread_create(&sender, NULL, send_all, &again) != 0)
            return -1;
        queue_push(&again, i);
        queue_close(&again);
        pthread_join(sender, NULL);
    }
    return 0;
}

/* The close may come first, from another thread; the push says so, and its caller heeds it. */
static pthread_t shared_sender;

int shared_open(void)
{
    queue_init(&shared);
    return pthread_create(&shared_sender, NULL, send_all, &shared);
}

int shared_say_ok(int kind)
{
    return queue_push(&shared, kind) ? 0 : -1;
}

void shared_close(void)
{
    queue_close(&shared);
    pthread_join(shared_sender, NULL);
}
