/* A thread sets the flag by which it runs itself, when it begins. Who stops it before that is overruled, and waits for
 * its end for ever. */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <threads.h>
#include <unistd.h>

struct blinker {
    int pin;
    atomic_int running;
    pthread_t thread;
};

static void *blink(void *arg)
{
    struct blinker *blinker = arg;
    int on = 0;
    atomic_store(&blinker->running, 1);
    while (atomic_load(&blinker->running)) {
        on = !on;
        if (write(blinker->pin, on ? "1" : "0", 1) < 0)
            usleep(1000);
        usleep(500000);
    }
    return NULL;
}

int blinker_on_bad(struct blinker *blinker, int pin)
{
    blinker->pin = pin;
    return pthread_create(&blinker->thread, NULL, blink, blinker); // EXPECT: thread-no-stop
}

void blinker_off_bad(struct blinker *blinker)
{
    atomic_store(&blinker->running, 0);
    pthread_join(blinker->thread, NULL);
}

/* The one who starts it says so as well: that helps as little. */
static thrd_t ticker;
static volatile _Bool leave;
static volatile unsigned ticks;

static int tick(void *arg)
{
    leave = 0;
    do {
        ticks++;
        thrd_yield();
    } while (!leave);
    return arg == NULL;
}

int ticker_start_bad(void)
{
    leave = 0;
    return thrd_create(&ticker, tick, NULL) == thrd_success ? 0 : -1; // EXPECT: thread-no-stop
}

int ticker_stop_bad(void)
{
    leave = 1;
    return thrd_join(ticker, NULL);
}

/* ---- good: the one who starts it waits until it has begun ---- */

struct pulse {
    int beats;
    atomic_int running;
    sem_t begun;
    pthread_t thread;
};

static void *beat(void *arg)
{
    struct pulse *pulse = arg;
    atomic_store(&pulse->running, 1);
    sem_post(&pulse->begun);
    while (atomic_load(&pulse->running)) {
        pulse->beats++;
        usleep(1000);
    }
    return NULL;
}

int pulse_start_ok(struct pulse *pulse)
{
    sem_init(&pulse->begun, 0, 0);
    if (pthread_create(&pulse->thread, NULL, beat, pulse) != 0)
        return -1;
    while (sem_wait(&pulse->begun) != 0)
        ;
    return 0;
}

void pulse_stop_ok(struct pulse *pulse)
{
    atomic_store(&pulse->running, 0);
    pthread_join(pulse->thread, NULL);
}

/* ---- good: likewise, by a look at the flag ---- */

struct flash {
    int flashes;
    atomic_int running;
    pthread_t thread;
};

static void *flash(void *arg)
{
    struct flash *flash = arg;
    atomic_store(&flash->running, 1);
    while (atomic_load(&flash->running)) {
        flash->flashes++;
        usleep(1000);
    }
    return NULL;
}

int flash_start_ok(struct flash *self)
{
    if (pthread_create(&self->thread, NULL, flash, self) != 0)
        return -1;
    while (!atomic_load(&self->running))
        usleep(10);
    return 0;
}

void flash_stop_ok(struct flash *self)
{
    atomic_store(&self->running, 0);
    pthread_join(self->thread, NULL);
}

/* ---- good: it sets something else ---- */

struct strobe {
    int flashes;
    atomic_int running, leave;
    pthread_t thread;
};

static void *strobe(void *arg)
{
    struct strobe *self = arg;
    atomic_store(&self->running, 1);
    while (!atomic_load(&self->leave)) {
        self->flashes++;
        usleep(1000);
    }
    atomic_store(&self->running, 0);
    return NULL;
}

int strobe_start_ok(struct strobe *self)
{
    atomic_store(&self->leave, 0);
    return pthread_create(&self->thread, NULL, strobe, self);
}

void strobe_stop_ok(struct strobe *self)
{
    atomic_store(&self->leave, 1);
    pthread_join(self->thread, NULL);
}
