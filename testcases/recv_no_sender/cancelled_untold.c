/* Threads that wait for work until they are cancelled: nobody tells the one that there is some. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct dish {
    struct dish *next;
    int number;
};

struct kitchen_bad {
    pthread_mutex_t lock;
    pthread_cond_t ordered;
    struct dish *orders;
    pthread_t cook;
};

struct kitchen_ok {
    pthread_mutex_t lock;
    pthread_cond_t ordered;
    struct dish *orders;
    pthread_t cook;
};

static void unlock(void *lock)
{
    pthread_mutex_unlock(lock);
}

static void *cook_bad(void *arg)
{
    struct kitchen_bad *kitchen = arg;

    for (;;) {
        struct dish *dish;
        pthread_mutex_lock(&kitchen->lock);
        pthread_cleanup_push(unlock, &kitchen->lock);
        while (kitchen->orders == NULL)
            pthread_cond_wait(&kitchen->ordered, &kitchen->lock); // EXPECT: recv-no-sender
        dish = kitchen->orders;
        kitchen->orders = dish->next;
        pthread_cleanup_pop(1);
        printf("%d\n", dish->number);
        free(dish);
    }
    return NULL;
}

static void order_bad(struct kitchen_bad *kitchen, int number)
{
    struct dish *dish = malloc(sizeof *dish);

    if (dish == NULL)
        return;
    dish->number = number;
    pthread_mutex_lock(&kitchen->lock);
    dish->next = kitchen->orders;
    kitchen->orders = dish;
    pthread_mutex_unlock(&kitchen->lock);
}

static void *cook_ok(void *arg)
{
    struct kitchen_ok *kitchen = arg;

    for (;;) {
        struct dish *dish;
        pthread_mutex_lock(&kitchen->lock);
        pthread_cleanup_push(unlock, &kitchen->lock);
        while (kitchen->orders == NULL)
            pthread_cond_wait(&kitchen->ordered, &kitchen->lock);
        dish = kitchen->orders;
        kitchen->orders = dish->next;
        pthread_cleanup_pop(1);
        printf("%d\n", dish->number);
        free(dish);
    }
    return NULL;
}

static void order_ok(struct kitchen_ok *kitchen, int number)
{
    struct dish *dish = malloc(sizeof *dish);

    if (dish == NULL)
        return;
    dish->number = number;
    pthread_mutex_lock(&kitchen->lock);
    dish->next = kitchen->orders;
    kitchen->orders = dish;
    pthread_cond_signal(&kitchen->ordered);
    pthread_mutex_unlock(&kitchen->lock);
}

static int open_bad(struct kitchen_bad *kitchen)
{
    pthread_mutex_init(&kitchen->lock, NULL);
    pthread_cond_init(&kitchen->ordered, NULL);
    kitchen->orders = NULL;
    return pthread_create(&kitchen->cook, NULL, cook_bad, kitchen);
}

static int open_ok(struct kitchen_ok *kitchen)
{
    pthread_mutex_init(&kitchen->lock, NULL);
    pthread_cond_init(&kitchen->ordered, NULL);
    kitchen->orders = NULL;
    return pthread_create(&kitchen->cook, NULL, cook_ok, kitchen);
}

int main(void)
{
    static struct kitchen_bad bad;
    static struct kitchen_ok ok;
    int number;

    if (open_bad(&bad) != 0 || open_ok(&ok) != 0)
        return 1;
    while (scanf("%d", &number) == 1) {
        order_bad(&bad, number);
        order_ok(&ok, number);
    }
    pthread_cancel(bad.cook);
    pthread_join(bad.cook, NULL);
    pthread_cancel(ok.cook);
    pthread_join(ok.cook, NULL);
    return 0;
}
