/* Whoever orders waits for the answer, without a look at whether it is there already. The kitchen goes round and
 * round, but answers an order once. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct order {
    pthread_mutex_t lock;
    pthread_cond_t served;
    bool wanted;
    int dish;
};

struct clock {
    pthread_mutex_t lock;
    pthread_cond_t struck;
    int hour;
};

static pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
static struct order *board;
static struct order *shelf;
static struct clock tower = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
static volatile bool closed;

struct parcel {
    pthread_mutex_t lock;
    pthread_cond_t served;
    bool wanted;
    int dish;
};

static struct parcel parcel = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, 0};

static void serve_bad(struct order *o, int dish)
{
    o->dish = dish;
    o->wanted = false;
    pthread_mutex_lock(&o->lock);
    pthread_cond_signal(&o->served);
    pthread_mutex_unlock(&o->lock);
}

static void serve_ok(int dish)
{
    pthread_mutex_lock(&parcel.lock);
    if (parcel.wanted) {
        parcel.dish = dish;
        parcel.wanted = false;
        pthread_cond_signal(&parcel.served);
    }
    pthread_mutex_unlock(&parcel.lock);
}

static void *kitchen(void *unused)
{
    while (!closed) {
        pthread_mutex_lock(&board_lock);
        if (board != NULL && board->wanted)
            serve_bad(board, 1);
        pthread_mutex_unlock(&board_lock);
        serve_ok(2);
        pthread_mutex_lock(&tower.lock);
        tower.hour++;
        pthread_cond_broadcast(&tower.struck);
        pthread_mutex_unlock(&tower.lock);
        usleep(1000);
    }
    return unused;
}

static int order_bad(struct order *o)
{
    pthread_mutex_lock(&board_lock);
    o->wanted = true;
    board = o;
    pthread_mutex_unlock(&board_lock);
    pthread_mutex_lock(&o->lock);
    pthread_cond_wait(&o->served, &o->lock); // EXPECT: recv-no-sender
    int dish = o->dish;
    pthread_mutex_unlock(&o->lock);
    return dish;
}

static int order_ok(void)
{
    pthread_mutex_lock(&parcel.lock);
    parcel.wanted = true;
    while (parcel.wanted)
        pthread_cond_wait(&parcel.served, &parcel.lock);
    int dish = parcel.dish;
    pthread_mutex_unlock(&parcel.lock);
    return dish;
}

/* It strikes again. */
static int next_hour_ok(void)
{
    pthread_mutex_lock(&tower.lock);
    pthread_cond_wait(&tower.struck, &tower.lock);
    int hour = tower.hour;
    pthread_mutex_unlock(&tower.lock);
    return hour;
}

int main(void)
{
    pthread_t cook;

    shelf = calloc(1, sizeof(*shelf));
    if (shelf == NULL)
        return 1;
    pthread_mutex_init(&shelf->lock, NULL);
    pthread_cond_init(&shelf->served, NULL);
    if (pthread_create(&cook, NULL, kitchen, NULL) != 0)
        abort();
    int sum = order_bad(shelf) + order_ok() + next_hour_ok();
    closed = true;
    pthread_join(cook, NULL);
    return sum > 0;
}
