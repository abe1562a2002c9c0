/* Several threads of one type, each with a flag in its object. Each is told before it is joined, by another name of its
 * object, in a loop, or by a function that gets it. Only the bad one is not: its twin is told twice. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

struct lamp {
    pthread_t thread;
    atomic_bool off;
};

struct horn {
    pthread_t thread;
    atomic_bool off;
};

struct fan {
    pthread_t thread;
    atomic_bool off;
};

static void *blink_ok(void *arg)
{
    struct lamp *lamp = arg;
    while (!lamp->off)
        usleep(1000);
    return NULL;
}

static void *blow_ok(void *arg)
{
    struct horn *horn = arg;
    while (!horn->off)
        usleep(1000);
    return NULL;
}

static void *turn_bad(void *arg)
{
    struct fan *fan = arg;
    while (!fan->off)
        usleep(1000);
    return NULL;
}

static struct lamp lamps[2];
static struct horn horns[4];
static struct {
    struct fan left, right;
} fans;

int lamps_on_ok(void)
{
    struct lamp *second = &lamps[1];
    if (pthread_create(&lamps[0].thread, NULL, blink_ok, &lamps[0]) != 0)
        return -1;
    if (pthread_create(&second->thread, NULL, blink_ok, second) != 0) {
        lamps[0].off = true;
        pthread_join(lamps[0].thread, NULL);
        return -1;
    }
    return 0;
}

void lamps_off_ok(void)
{
    struct lamp *last = &lamps[1];
    lamps[0].off = true;
    last->off = true;
    pthread_join(lamps[0].thread, NULL);
    pthread_join(lamps[1].thread, NULL);
}

static void horn_off(struct horn *horn)
{
    horn->off = true;
}

int horns_on_ok(void)
{
    int n = 0;
    while (n < 4 && pthread_create(&horns[n].thread, NULL, blow_ok, &horns[n]) == 0)
        n++;
    if (n == 4)
        return 0;
    for (int i = 0; i < n; i++)
        horns[i].off = true;
    while (n-- > 0)
        pthread_join(horns[n].thread, NULL);
    return -1;
}

void horns_off_ok(void)
{
    for (int i = 0; i < 4; i++)
        horn_off(&horns[i]);
    pthread_join(horns[0].thread, NULL);
    pthread_join(horns[1].thread, NULL);
    pthread_join(horns[2].thread, NULL);
    pthread_join(horns[3].thread, NULL);
}

int fans_on_bad(void)
{
    if (pthread_create(&fans.left.thread, NULL, turn_bad, &fans.left) != 0)
        return -1;
    if (pthread_create(&fans.right.thread, NULL, turn_bad, &fans.right) != 0) {
        fans.left.off = true;
        pthread_join(fans.left.thread, NULL);
        return -1;
    }
    return 0;
}

void fans_off_bad(void)
{
    fans.left.off = true;
    pthread_join(fans.left.thread, NULL);
    fans.left.off = true;
    pthread_join(fans.right.thread, NULL); // EXPECT: thread-no-stop
}
