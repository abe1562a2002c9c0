/* One condition for `full` and for `empty`: with several threads on a side, who is woken may be one that waits
 * for the other. One on each side never wait both. */
#include <pthread.h>
#include <stddef.h>

enum { N_ITEMS = 8, N_MAKERS = 3 };

int make(void);
void use(int item);

struct pipe {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int items[N_ITEMS];
    int n, in, out;
};

static struct pipe many = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
static struct pipe single = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .changed = PTHREAD_COND_INITIALIZER};

static void *many_make(void *arg)
{
    for (int item = make(); item >= 0; item = make()) {
        pthread_mutex_lock(&many.lock);
        while (many.n == N_ITEMS)
            pthread_cond_wait(&many.changed, &many.lock);
        many.items[many.in] = item;
        many.in = (many.in + 1) % N_ITEMS;
        many.n++;
        pthread_cond_signal(&many.changed);
        pthread_mutex_unlock(&many.lock);
    }
    return arg;
}

static void *many_use(void *arg)
{
    for (int item = 1; item != 0;) {
        pthread_mutex_lock(&many.lock);
        while (many.n == 0)
            pthread_cond_wait(&many.changed, &many.lock); // EXPECT: recv-no-sender
        item = many.items[many.out];
        many.out = (many.out + 1) % N_ITEMS;
        many.n--;
        pthread_cond_signal(&many.changed);
        pthread_mutex_unlock(&many.lock);
        use(item);
    }
    return arg;
}

static void *single_make(void *arg)
{
    for (int item = make(); item >= 0; item = make()) {
        pthread_mutex_lock(&single.lock);
        while (single.n == N_ITEMS)
            pthread_cond_wait(&single.changed, &single.lock);
        single.items[single.in] = item;
        single.in = (single.in + 1) % N_ITEMS;
        single.n++;
        pthread_cond_signal(&single.changed);
        pthread_mutex_unlock(&single.lock);
    }
    return arg;
}

static void *single_use(void *arg)
{
    for (int item = 1; item != 0;) {
        pthread_mutex_lock(&single.lock);
        while (single.n == 0)
            pthread_cond_wait(&single.changed, &single.lock);
        item = single.items[single.out];
        single.out = (single.out + 1) % N_ITEMS;
        single.n--;
        pthread_cond_signal(&single.changed);
        pthread_mutex_unlock(&single.lock);
        use(item);
    }
    return arg;
}

static int start(void *(*body)(void *))
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}

int many_start_bad(void)
{
    for (int i = 0; i < N_MAKERS; i++)
        if (start(many_make) != 0)
            return -1;
    return start(many_use);
}

int single_start_ok(void)
{
    return start(single_make) == 0 ? start(single_use) : -1;
}
