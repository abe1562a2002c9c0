/* A box for one value, with a flag that says whether it is full: who is joined before the box is emptied waits
 * with the second value. */
#include <pthread.h>
#include <stdbool.h>

enum { N_VALUES = 10 };

struct box {
    pthread_mutex_t lock;
    pthread_cond_t turned;
    bool is_full;
    int value;
};

static struct box joined = {.lock = PTHREAD_MUTEX_INITIALIZER, .turned = PTHREAD_COND_INITIALIZER};
static struct box drained = {.lock = PTHREAD_MUTEX_INITIALIZER, .turned = PTHREAD_COND_INITIALIZER};

static void box_put(struct box *box, int value)
{
    pthread_mutex_lock(&box->lock);
    while (box->is_full)
        pthread_cond_wait(&box->turned, &box->lock);
    box->value = value;
    box->is_full = true;
    pthread_cond_broadcast(&box->turned);
    pthread_mutex_unlock(&box->lock);
}

static int box_get(struct box *box)
{
    pthread_mutex_lock(&box->lock);
    while (!box->is_full)
        pthread_cond_wait(&box->turned, &box->lock);
    int value = box->value;
    box->is_full = false;
    pthread_cond_broadcast(&box->turned);
    pthread_mutex_unlock(&box->lock);
    return value;
}

static void *count_joined(void *arg)
{
    for (int i = 0; i < N_VALUES; i++)
        box_put(&joined, i); // EXPECT: queue-full
    return arg;
}

int sum_joined_bad(void)
{
    pthread_t counter;
    int sum = 0;
    if (pthread_create(&counter, NULL, count_joined, NULL) != 0)
        return -1;
    pthread_join(counter, NULL);
    for (int i = 0; i < N_VALUES; i++)
        sum += box_get(&joined);
    return sum;
}

static void *count_drained(void *arg)
{
    for (int i = 0; i < N_VALUES; i++)
        box_put(&drained, i);
    return arg;
}

int sum_drained_ok(void)
{
    pthread_t counter;
    int sum = 0;
    if (pthread_create(&counter, NULL, count_drained, NULL) != 0)
        return -1;
    for (int i = 0; i < N_VALUES; i++)
        sum += box_get(&drained);
    pthread_join(counter, NULL);
    return sum;
}
