/* A function clears the handle of a slot: it has joined, it hands the handle on, or it forgets it. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct port {
    pthread_t tid;
    bool open;
};

struct gate {
    pthread_t tid;
    bool open;
};

struct door {
    pthread_t tid;
    bool open;
};

static void *watch(void *arg)
{
    return arg;
}

int port_open_bad(struct port *port)
{
    port->open = true;
    return pthread_create(&port->tid, NULL, watch, port); // EXPECT: thread-not-joined
}

void port_reset(struct port *port)
{
    if (port->tid)
        port->tid = 0;
    port->open = false;
}

void port_close(struct port *port)
{
    if (port->tid)
        pthread_join(port->tid, NULL);
    port->tid = 0;
}

int gate_open_ok(struct gate *gate)
{
    gate->open = true;
    return pthread_create(&gate->tid, NULL, watch, gate);
}

static pthread_t gate_take(struct gate *gate)
{
    pthread_t tid = gate->tid;
    if (gate->tid)
        gate->tid = 0;
    return tid;
}

void gate_close(struct gate *gate)
{
    pthread_t tid = gate_take(gate);
    if (tid)
        pthread_join(tid, NULL);
}

/* Who calls it has joined. */
int door_open_ok(struct door *door)
{
    door->open = true;
    return pthread_create(&door->tid, NULL, watch, door);
}

static void door_reset(struct door *door)
{
    if (door->tid)
        door->tid = 0;
    door->open = false;
}

void door_close(struct door *door)
{
    pthread_join(door->tid, NULL);
    door_reset(door);
}

/* Taken back where it could not be started. */
#define N_MOST 8
struct hall {
    pthread_t tids[N_MOST];
    int n;
};

static void hall_uncount(struct hall *hall)
{
    hall->n--;
}

int hall_add_ok(struct hall *hall)
{
    if (hall->n == N_MOST)
        return -1;
    hall->n++;
    if (pthread_create(&hall->tids[hall->n - 1], NULL, watch, hall) != 0) {
        hall_uncount(hall);
        return -1;
    }
    return 0;
}

void hall_close(struct hall *hall)
{
    for (int i = 0; i < hall->n; i++)
        pthread_join(hall->tids[i], NULL);
    hall->n = 0;
}
