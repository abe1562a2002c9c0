/* Functions that are given an object, end its thread or its channel, and then call what sends to it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct order {
    struct order *next;
    int kind;
};

enum { STORE, SYNC, LEAVE };

struct keeper {
    pthread_mutex_t lock;
    pthread_cond_t ordered;
    struct order *first, *last;
    bool open;
    pthread_t thread;
};

void obey(int kind);

static void keeper_push(struct keeper *keeper, int kind)
{
    struct order *order = calloc(1, sizeof *order);
    if (order == NULL)
        abort();
    order->kind = kind;
    pthread_mutex_lock(&keeper->lock);
    if (keeper->last)
        keeper->last->next = order;
    else
        keeper->first = order;
    keeper->last = order;
    pthread_cond_signal(&keeper->ordered);
    pthread_mutex_unlock(&keeper->lock);
}

static void *keeper_run(void *arg)
{
    struct keeper *keeper = arg;
    for (int kind = STORE; kind != LEAVE;) {
        pthread_mutex_lock(&keeper->lock);
        while (keeper->first == NULL)
            pthread_cond_wait(&keeper->ordered, &keeper->lock);
        struct order *order = keeper->first;
        keeper->first = order->next;
        if (keeper->first == NULL)
            keeper->last = NULL;
        pthread_mutex_unlock(&keeper->lock);
        kind = order->kind;
        obey(kind);
        free(order);
    }
    return NULL;
}

static int keeper_start(struct keeper *keeper)
{
    pthread_mutex_init(&keeper->lock, NULL);
    pthread_cond_init(&keeper->ordered, NULL);
    keeper->first = keeper->last = NULL;
    keeper->open = true;
    return pthread_create(&keeper->thread, NULL, keeper_run, keeper);
}

static void keeper_store(struct keeper *keeper)
{
    keeper_push(keeper, STORE);
}

static void keeper_sync(struct keeper *keeper)
{
    keeper_push(keeper, SYNC);
}

static void keeper_store_if_open_ok(struct keeper *keeper)
{
    if (keeper->open)
        keeper_push(keeper, STORE);
}

static void keeper_stop_bad(struct keeper *keeper)
{
    keeper_push(keeper, LEAVE);
    pthread_join(keeper->thread, NULL);
    keeper_sync(keeper); // EXPECT: send-after-close
}

static void keeper_stop_ok(struct keeper *keeper)
{
    keeper_sync(keeper);
    keeper_push(keeper, LEAVE);
    pthread_join(keeper->thread, NULL);
}

static void keeper_stop_closed_ok(struct keeper *keeper)
{
    keeper_push(keeper, LEAVE);
    pthread_join(keeper->thread, NULL);
    keeper->open = false;
    keeper_store_if_open_ok(keeper);
}

static int keeper_restart_ok(struct keeper *keeper)
{
    keeper_push(keeper, LEAVE);
    pthread_join(keeper->thread, NULL);
    if (keeper_start(keeper) != 0)
        return -1;
    keeper_sync(keeper);
    return 0;
}

/* The order goes to another one. */
static void keeper_hand_over_ok(struct keeper *keeper, struct keeper *other)
{
    keeper_push(keeper, LEAVE);
    pthread_join(keeper->thread, NULL);
    keeper_sync(other);
}

int keep_stores(int n)
{
    static struct keeper keeper, other;
    if (keeper_start(&keeper) != 0 || keeper_start(&other) != 0)
        return -1;
    for (int i = 0; i < n; i++)
        keeper_store(&keeper);
    keeper_store_if_open_ok(&keeper);
    if (n == 1)
        keeper_stop_bad(&keeper);
    else if (n == 2)
        keeper_stop_closed_ok(&keeper);
    else if (n == 3)
        keeper_hand_over_ok(&keeper, &other);
    else if (keeper_restart_ok(&keeper) == 0)
        keeper_stop_ok(&keeper);
    return 0;
}

struct probe {
    int commands; /* the end that writes */
    int answers;
};

int probe_command(struct probe *probe, char command)
{
    return write(probe->commands, &command, 1) == 1 ? 0 : -1;
}

int probe_answer(struct probe *probe)
{
    char answer;
    return read(probe->answers, &answer, 1) == 1 ? answer : -1;
}

int probe_open(struct probe *probe)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    probe->answers = ends[0];
    probe->commands = ends[1];
    return 0;
}

void probe_close_bad(struct probe *probe)
{
    close(probe->answers);
    close(probe->commands);
    probe_command(probe, 'f'); // EXPECT: send-after-close
}

void probe_close_ok(struct probe *probe)
{
    probe_command(probe, 'f');
    close(probe->answers);
    close(probe->commands);
}

int probe_open_again_ok(struct probe *probe)
{
    close(probe->answers);
    close(probe->commands);
    if (probe_open(probe) != 0)
        return -1;
    return probe_command(probe, 'f');
}
