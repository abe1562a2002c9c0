/* A ring with two semaphores: who waits for room, or for an item, with the lock held that the other side needs
 * first, waits for ever. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define N 8
static int ring[N];
static int in, out;
static sem_t slots, items;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static void put(int v)
{
    sem_wait(&slots);
    pthread_mutex_lock(&guard);
    ring[in] = v;
    in = (in + 1) % N;
    pthread_mutex_unlock(&guard);
    sem_post(&items);
}

static int get(void)
{
    sem_wait(&items);
    pthread_mutex_lock(&guard);
    int v = ring[out];
    out = (out + 1) % N;
    pthread_mutex_unlock(&guard);
    sem_post(&slots);
    return v;
}

static void *producer(void *arg)
{
    for (int i = 0; i < 100; i++)
        put(i);
    put(-1);
    return arg;
}

static void *consumer(void *arg)
{
    int v;
    while ((v = get()) >= 0)
        printf("%d\n", v);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&slots, 0, N);
    sem_init(&items, 0, 0);
    if (pthread_create(&a, NULL, producer, NULL) != 0)
        return 1;
    if (pthread_create(&b, NULL, consumer, NULL) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
