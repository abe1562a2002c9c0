/* Workers that never end are started as work comes: up to a bound, which makes them a service of the
 * process, or one more each time. */
#include <pthread.h>
#include <sys/epoll.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int n_waiting;
    int n_workers;
};

struct heap {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int n_waiting;
    int n_pushed;
};

enum { N_MOST = 16 };

static struct queue queue = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
static struct heap heap = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
static int n_done;

static void *queue_work(void *arg)
{
    struct queue *self = arg;
    pthread_detach(pthread_self());
    pthread_mutex_lock(&self->lock);
    for (;;) {
        while (self->n_waiting == 0)
            pthread_cond_wait(&self->filled, &self->lock);
        self->n_waiting--;
        n_done++;
    }
    return NULL;
}

static void *heap_work(void *arg)
{
    struct heap *self = arg;
    pthread_detach(pthread_self());
    pthread_mutex_lock(&self->lock);
    for (;;) {
        while (self->n_waiting == 0)
            pthread_cond_wait(&self->filled, &self->lock);
        self->n_waiting--;
        n_done++;
    }
    return NULL;
}

static void queue_push_ok(void)
{
    pthread_t worker;
    pthread_mutex_lock(&queue.lock);
    queue.n_waiting++;
    if (queue.n_workers < N_MOST && pthread_create(&worker, NULL, queue_work, &queue) == 0)
        queue.n_workers++;
    pthread_cond_signal(&queue.filled);
    pthread_mutex_unlock(&queue.lock);
}

static void heap_push_bad(void)
{
    pthread_t worker;
    pthread_mutex_lock(&heap.lock);
    heap.n_waiting++;
    int rc = pthread_create(&worker, NULL, heap_work, &heap); // EXPECT: thread-no-stop
    heap.n_pushed += rc == 0;
    pthread_cond_signal(&heap.filled);
    pthread_mutex_unlock(&heap.lock);
}

int main(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    int epoll = epoll_create1(0);
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &event) != 0)
        return 1;
    while (epoll_wait(epoll, &event, 1, -1) == 1) {
        queue_push_ok();
        heap_push_bad();
    }
    return 0;
}
