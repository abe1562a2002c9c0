/* Each worker has a deque of its own; what it does not get to, another steals, by index. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { N_WORKERS = 4, DEQUE_SIZE = 256 };

typedef void task_function(void *data);

struct task {
    task_function *run;
    void *data;
};

struct deque {
    pthread_mutex_t lock;
    struct task tasks[DEQUE_SIZE];
    unsigned top, bottom; /* tasks are at top .. bottom - 1 */
};

static struct {
    struct deque deques[N_WORKERS];
    pthread_mutex_t idle_lock;
    pthread_cond_t idle;
    unsigned n_queued;
    bool stop;
    pthread_t threads[N_WORKERS];
    int n_threads;
} pool = {.idle_lock = PTHREAD_MUTEX_INITIALIZER, .idle = PTHREAD_COND_INITIALIZER};

bool pool_submit(unsigned hint, task_function *run, void *data)
{
    struct deque *own = &pool.deques[hint % N_WORKERS];
    pthread_mutex_lock(&own->lock);
    bool room = own->bottom - own->top < DEQUE_SIZE;
    if (room)
        own->tasks[own->bottom++ % DEQUE_SIZE] = (struct task){run, data};
    pthread_mutex_unlock(&own->lock);
    if (!room)
        return false;
    pthread_mutex_lock(&pool.idle_lock);
    pool.n_queued++;
    pthread_cond_signal(&pool.idle);
    pthread_mutex_unlock(&pool.idle_lock);
    return true;
}

static bool take_newest(struct deque *own, struct task *ret_task)
{
    pthread_mutex_lock(&own->lock);
    bool found = own->bottom != own->top;
    if (found)
        *ret_task = own->tasks[--own->bottom % DEQUE_SIZE];
    pthread_mutex_unlock(&own->lock);
    return found;
}

static bool steal_oldest(struct deque *other, struct task *ret_task)
{
    bool found = false;
    if (pthread_mutex_trylock(&other->lock) != 0)
        return false;
    if (other->bottom != other->top) {
        *ret_task = other->tasks[other->top++ % DEQUE_SIZE];
        found = true;
    }
    pthread_mutex_unlock(&other->lock);
    return found;
}

static bool find_task(size_t self, struct task *ret_task)
{
    if (take_newest(&pool.deques[self], ret_task))
        return true;
    for (size_t i = 1; i < N_WORKERS; i++) {
        if (steal_oldest(&pool.deques[(self + i) % N_WORKERS], ret_task))
            return true;
    }
    return false;
}

static void *work(void *arg)
{
    size_t self = (size_t)arg;
    for (;;) {
        pthread_mutex_lock(&pool.idle_lock);
        while (pool.n_queued == 0 && !pool.stop)
            pthread_cond_wait(&pool.idle, &pool.idle_lock);
        bool stop = pool.stop;
        if (!stop)
            pool.n_queued--;
        pthread_mutex_unlock(&pool.idle_lock);
        if (stop)
            return NULL;
        struct task task;
        while (!find_task(self, &task))
            continue;
        task.run(task.data);
    }
}

void pool_stop(void)
{
    pthread_mutex_lock(&pool.idle_lock);
    pool.stop = true;
    pthread_cond_broadcast(&pool.idle);
    pthread_mutex_unlock(&pool.idle_lock);
    while (pool.n_threads > 0)
        pthread_join(pool.threads[--pool.n_threads], NULL);
}

int pool_start(void)
{
    pool.stop = false;
    for (size_t i = 0; i < N_WORKERS; i++)
        pthread_mutex_init(&pool.deques[i].lock, NULL);
    for (size_t i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&pool.threads[i], NULL, work, (void *)i) != 0) {
            pool_stop();
            return -1;
        }
        pool.n_threads++;
    }
    return 0;
}
