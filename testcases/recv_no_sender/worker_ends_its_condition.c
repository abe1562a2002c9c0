/* A worker that is told to stop goes idle, and whoever told it waits for that. Each worker ends the life of its
 * condition itself, when it leaves. */
#include <pthread.h>
#include <stdlib.h>

enum state { IDLE, RUN, STOP, QUIT };

struct press {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum state state;
    int sheets;
    pthread_t thread;
};

struct loom {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum state state;
    int rows;
    pthread_t thread;
};

static void *press_run(void *arg)
{
    struct press *press = arg;
    enum state state;

    for (;;) {
        pthread_mutex_lock(&press->lock);
        for (;;) {
            if (press->state == STOP)
                press->state = IDLE;
            state = press->state;
            if (state != IDLE)
                break;
            pthread_cond_wait(&press->changed, &press->lock);
        }
        pthread_mutex_unlock(&press->lock);
        if (state == QUIT)
            break;
        press->sheets++;
        pthread_mutex_lock(&press->lock);
        press->state = IDLE;
        pthread_cond_signal(&press->changed);
        pthread_mutex_unlock(&press->lock);
    }
    pthread_mutex_destroy(&press->lock);
    pthread_cond_destroy(&press->changed);
    return NULL;
}

static void *loom_run(void *arg)
{
    struct loom *loom = arg;
    enum state state;

    for (;;) {
        pthread_mutex_lock(&loom->lock);
        for (;;) {
            if (loom->state == STOP) {
                loom->state = IDLE;
                pthread_cond_signal(&loom->changed);
            }
            state = loom->state;
            if (state != IDLE)
                break;
            pthread_cond_wait(&loom->changed, &loom->lock);
        }
        pthread_mutex_unlock(&loom->lock);
        if (state == QUIT)
            break;
        loom->rows++;
        pthread_mutex_lock(&loom->lock);
        loom->state = IDLE;
        pthread_cond_signal(&loom->changed);
        pthread_mutex_unlock(&loom->lock);
    }
    pthread_mutex_destroy(&loom->lock);
    pthread_cond_destroy(&loom->changed);
    return NULL;
}

static void press_set(struct press *press, enum state state)
{
    pthread_mutex_lock(&press->lock);
    press->state = state;
    pthread_cond_signal(&press->changed);
    pthread_mutex_unlock(&press->lock);
}

static void loom_set(struct loom *loom, enum state state)
{
    pthread_mutex_lock(&loom->lock);
    loom->state = state;
    pthread_cond_signal(&loom->changed);
    pthread_mutex_unlock(&loom->lock);
}

static void press_stop_bad(struct press *press)
{
    press_set(press, STOP);
    pthread_mutex_lock(&press->lock);
    while (press->state != IDLE)
        pthread_cond_wait(&press->changed, &press->lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&press->lock);
}

static void loom_stop_ok(struct loom *loom)
{
    loom_set(loom, STOP);
    pthread_mutex_lock(&loom->lock);
    while (loom->state != IDLE)
        pthread_cond_wait(&loom->changed, &loom->lock);
    pthread_mutex_unlock(&loom->lock);
}

int main(void)
{
    struct press press = {.state = IDLE};
    struct loom loom = {.state = IDLE};

    pthread_mutex_init(&press.lock, NULL);
    pthread_cond_init(&press.changed, NULL);
    pthread_mutex_init(&loom.lock, NULL);
    pthread_cond_init(&loom.changed, NULL);
    if (pthread_create(&press.thread, NULL, press_run, &press) != 0 ||
        pthread_create(&loom.thread, NULL, loom_run, &loom) != 0)
        abort();
    press_set(&press, RUN);
    loom_set(&loom, RUN);
    press_stop_bad(&press);
    loom_stop_ok(&loom);
    press_set(&press, QUIT);
    loom_set(&loom, QUIT);
    pthread_join(press.thread, NULL);
    pthread_join(loom.thread, NULL);
    return press.sheets + loom.rows == 2 ? 0 : 1;
}
