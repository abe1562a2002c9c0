/* The flag is copied to a local before the loop, with the mutex held; what is set later, the loop never sees. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct dial {
    pthread_t thread;
    pthread_mutex_t lock;
    bool on;
    unsigned pause;
    long turns;
};

static void turn(struct dial *dial)
{
    pthread_mutex_lock(&dial->lock);
    dial->turns++;
    pthread_mutex_unlock(&dial->lock);
}

static void *turn_bad(void *argument)
{
    struct dial *dial = argument;

    pthread_mutex_lock(&dial->lock);
    bool on = dial->on;
    unsigned pause = dial->pause;
    pthread_mutex_unlock(&dial->lock);
    while (on) {
        turn(dial);
        sleep(pause);
    }
    return NULL;
}

static void *turn_ok(void *argument)
{
    struct dial *dial = argument;

    pthread_mutex_lock(&dial->lock);
    bool on = dial->on;
    unsigned pause = dial->pause;
    pthread_mutex_unlock(&dial->lock);
    while (on) {
        turn(dial);
        sleep(pause);
        pthread_mutex_lock(&dial->lock);
        on = dial->on;
        pthread_mutex_unlock(&dial->lock);
    }
    return NULL;
}

/* What is read once is only how it works, and its work comes to an end. */
static void *turn_by_mode_ok(void *argument)
{
    struct dial *dial = argument;
    bool on = dial->on;
    long left = 1000;

    while (on) {
        turn(dial);
        if (--left == 0)
            break;
    }
    return NULL;
}

static struct dial *dial_new(void)
{
    struct dial *dial = calloc(1, sizeof(*dial));

    if (!dial)
        return NULL;
    pthread_mutex_init(&dial->lock, NULL);
    dial->on = true;
    dial->pause = 1;
    return dial;
}

static void dial_free(struct dial *dial)
{
    pthread_mutex_lock(&dial->lock);
    dial->on = false;
    pthread_mutex_unlock(&dial->lock);
    pthread_join(dial->thread, NULL);
    free(dial);
}

static void measure_bad(void)
{
    struct dial *dial = dial_new();

    if (dial &&
        pthread_create(&dial->thread, NULL, turn_bad, dial) == 0) { // EXPECT: thread-no-stop
        sleep(60);
        dial_free(dial);
    }
}

static void measure_ok(void)
{
    struct dial *dial = dial_new();

    if (dial && pthread_create(&dial->thread, NULL, turn_ok, dial) == 0) {
        sleep(60);
        dial_free(dial);
    }
}

static void measure_by_mode_ok(void)
{
    struct dial *dial = dial_new();

    if (dial && pthread_create(&dial->thread, NULL, turn_by_mode_ok, dial) == 0) {
        sleep(60);
        dial_free(dial);
    }
}

int main(void)
{
    measure_bad();
    measure_ok();
    measure_by_mode_ok();
    return 0;
}
