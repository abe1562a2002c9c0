/* The object that an endless thread works on is freed, and the thread works on. How many objects there may be at
 * a time limits the threads only where each goes with its object. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { PUMPS_MOST = 4 };

struct pump {
    pthread_t thread;
    pthread_mutex_t lock;
    long strokes;
    int users;
    bool is_driven;
};

static int n_pumps;

static void stroke(struct pump *pump)
{
    pthread_mutex_lock(&pump->lock);
    pump->strokes++;
    pthread_mutex_unlock(&pump->lock);
}

static struct pump *pump_new(void)
{
    struct pump *pump = n_pumps < PUMPS_MOST ? calloc(1, sizeof(*pump)) : NULL;

    if (!pump)
        return NULL;
    pthread_mutex_init(&pump->lock, NULL);
    n_pumps++;
    return pump;
}

/* ---- nobody asks it to end ---- */

static void *drive_bad(void *argument)
{
    struct pump *pump = argument;

    for (;;) {
        stroke(pump);
        sleep(1);
    }
    return NULL;
}

struct pump *pump_open_bad(void);
struct pump *pump_open_bad(void)
{
    struct pump *pump = pump_new();

    if (!pump)
        return NULL;
    if (pthread_create(&pump->thread, NULL, drive_bad, pump) != 0) { // EXPECT: thread-no-stop
        free(pump);
        return NULL;
    }
    pthread_detach(pump->thread);
    return pump;
}

void pump_close_bad(struct pump *pump);
void pump_close_bad(struct pump *pump)
{
    pthread_mutex_destroy(&pump->lock);
    n_pumps--;
    free(pump);
}

/* ---- it is cancelled and joined ---- */

struct fan {
    pthread_t thread;
    pthread_mutex_t lock;
    long turns;
};

static int n_fans;

static void *drive_ok(void *argument)
{
    struct fan *fan = argument;

    for (;;) {
        fan->turns++;
        sleep(1);
    }
    return NULL;
}

struct fan *fan_open_ok(void);
struct fan *fan_open_ok(void)
{
    struct fan *fan = n_fans < PUMPS_MOST ? calloc(1, sizeof(*fan)) : NULL;

    if (!fan)
        return NULL;
    if (pthread_create(&fan->thread, NULL, drive_ok, fan) != 0) {
        free(fan);
        return NULL;
    }
    n_fans++;
    return fan;
}

void fan_close_ok(struct fan *fan);
void fan_close_ok(struct fan *fan)
{
    pthread_cancel(fan->thread);
    pthread_join(fan->thread, NULL);
    n_fans--;
    free(fan);
}

/* ---- the thread is one of its users: it is never freed while there is one ---- */

struct shared {
    pthread_t thread;
    pthread_mutex_t lock;
    long turns;
    int users;
};

static struct shared *shared_ref(struct shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    shared->users++;
    pthread_mutex_unlock(&shared->lock);
    return shared;
}

static void *share_ok(void *argument)
{
    struct shared *shared = argument;

    for (;;) {
        pthread_mutex_lock(&shared->lock);
        shared->turns++;
        pthread_mutex_unlock(&shared->lock);
        sleep(1);
    }
    return NULL;
}

static struct shared *all[PUMPS_MOST];
static int n_all;

struct shared *shared_open_ok(void);
struct shared *shared_open_ok(void)
{
    struct shared *shared = n_all < PUMPS_MOST ? calloc(1, sizeof(*shared)) : NULL;

    if (!shared)
        return NULL;
    pthread_mutex_init(&shared->lock, NULL);
    shared->users = 1;
    shared_ref(shared);
    if (pthread_create(&shared->thread, NULL, share_ok, shared) != 0) {
        free(shared);
        return NULL;
    }
    pthread_detach(shared->thread);
    all[n_all++] = shared;
    return shared;
}

void shared_unref_ok(struct shared *shared);
void shared_unref_ok(struct shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    int users = --shared->users;
    pthread_mutex_unlock(&shared->lock);
    if (users == 0)
        free(shared);
}

/* ---- only those without a thread are freed ---- */

struct valve {
    pthread_t thread;
    long turns;
    bool is_driven;
};

static int n_driven;

static void *turn_ok(void *argument)
{
    struct valve *valve = argument;

    for (;;) {
        valve->turns++;
        sleep(1);
    }
    return NULL;
}

void valve_drive_ok(struct valve *valve);
void valve_drive_ok(struct valve *valve)
{
    if (n_driven >= PUMPS_MOST || valve->is_driven)
        return;
    if (pthread_create(&valve->thread, NULL, turn_ok, valve) == 0) {
        pthread_detach(valve->thread);
        valve->is_driven = true;
        n_driven++;
    }
}

void valve_free_ok(struct valve *valve);
void valve_free_ok(struct valve *valve)
{
    if (!valve->is_driven)
        free(valve);
}

/* ---- the thread has taken what it needs from its argument ---- */

struct order {
    pthread_mutex_t lock;
    pthread_cond_t taken;
    int pause;
    bool is_taken;
};

static int n_orders;

static void *repeat_ok(void *argument)
{
    struct order *order = argument;
    int pause = order->pause;

    pthread_mutex_lock(&order->lock);
    order->is_taken = true;
    pthread_cond_signal(&order->taken);
    pthread_mutex_unlock(&order->lock);
    for (;;)
        sleep((unsigned)pause);
    return NULL;
}

void order_free_ok(struct order *order);
void order_free_ok(struct order *order)
{
    pthread_mutex_lock(&order->lock);
    while (!order->is_taken)
        pthread_cond_wait(&order->taken, &order->lock);
    pthread_mutex_unlock(&order->lock);
    free(order);
}

struct order *order_ok(int pause);
struct order *order_ok(int pause)
{
    struct order *order = n_orders < PUMPS_MOST ? calloc(1, sizeof(*order)) : NULL;
    pthread_t thread;

    if (!order)
        return NULL;
    order->pause = pause;
    pthread_mutex_init(&order->lock, NULL);
    pthread_cond_init(&order->taken, NULL);
    if (pthread_create(&thread, NULL, repeat_ok, order) != 0) {
        free(order);
        return NULL;
    }
    pthread_detach(thread);
    n_orders++;
    return order;
}

/* ---- it works on one that stays; others of the kind come and go ---- */

struct basket {
    pthread_mutex_t lock;
    int apples;
};

static struct basket *common_basket;

static void *pick_ok(void *argument)
{
    struct basket *basket = argument;

    for (;;) {
        pthread_mutex_lock(&basket->lock);
        basket->apples++;
        pthread_mutex_unlock(&basket->lock);
        sleep(1);
    }
    return NULL;
}

void pickers_start_ok(int n);
void pickers_start_ok(int n)
{
    for (int i = 0; i < n && i < PUMPS_MOST; i++) {
        pthread_t picker;
        if (pthread_create(&picker, NULL, pick_ok, common_basket) == 0)
            pthread_detach(picker);
    }
}

struct basket *basket_new(void);
struct basket *basket_new(void)
{
    struct basket *basket = calloc(1, sizeof(*basket));

    if (basket)
        pthread_mutex_init(&basket->lock, NULL);
    if (!common_basket)
        common_basket = basket;
    return basket;
}

void basket_free(struct basket *basket);
void basket_free(struct basket *basket)
{
    if (basket != common_basket)
        free(basket);
}
