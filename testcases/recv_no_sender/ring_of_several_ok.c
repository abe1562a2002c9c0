/* Several threads take out of one list whose head points to itself: each message wakes one of them, and that one takes it. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4 };

struct ring {
    struct ring *next, *prev;
};

struct order {
    struct ring ring;
    int dish;
};

static struct ring orders = {&orders, &orders};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ordered = PTHREAD_COND_INITIALIZER;
static bool closing;

static bool ring_is_empty(const struct ring *head)
{
    return head->next == head;
}

static void ring_append(struct ring *head, struct ring *item)
{
    item->next = head;
    item->prev = head->prev;
    head->prev->next = item;
    head->prev = item;
}

static void ring_remove(struct ring *item)
{
    item->prev->next = item->next;
    item->next->prev = item->prev;
}

static void *cook_ok(void *unused)
{
    pthread_mutex_lock(&lock);
    for (;;) {
        while (ring_is_empty(&orders) && !closing)
            pthread_cond_wait(&ordered, &lock);
        if (ring_is_empty(&orders))
            break;
        struct order *order = (struct order *)orders.next;
        ring_remove(&order->ring);
        pthread_mutex_unlock(&lock);
        printf("%d\n", order->dish);
        free(order);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

static void order_ok(int dish)
{
    struct order *order = malloc(sizeof *order);

    if (order == NULL)
        abort();
    order->dish = dish;
    pthread_mutex_lock(&lock);
    ring_append(&orders, &order->ring);
    pthread_cond_signal(&ordered);
    pthread_mutex_unlock(&lock);
}

int main(void)
{
    pthread_t cooks[THREADS];
    int dish;

    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&cooks[i], NULL, cook_ok, NULL) != 0)
            return 1;
    order_ok(1);
    while (scanf("%d", &dish) == 1)
        order_ok(dish);
    pthread_mutex_lock(&lock);
    closing = true;
    pthread_cond_broadcast(&ordered);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < THREADS; i++)
        pthread_join(cooks[i], NULL);
    return 0;
}
