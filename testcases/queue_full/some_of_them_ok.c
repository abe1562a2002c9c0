/* The loop may run more often than there is room for, but it sends only some of what it sees, or as much as
 * the queue takes; and a worker that is started when the first message is put in. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 64, N_PORTS = 200 };

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    int values[ROOM];
    int head, n;
    bool is_served;
};

static struct queue open_ports = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                  .moved = PTHREAD_COND_INITIALIZER};
static struct queue numbers = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .moved = PTHREAD_COND_INITIALIZER};
static struct queue served = {.lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER};

bool is_open(int port);

static void queue_put(struct queue *queue, int value)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == ROOM)
        pthread_cond_wait(&queue->moved, &queue->lock);
    queue->values[(queue->head + queue->n++) % ROOM] = value;
    pthread_cond_broadcast(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
}

static int queue_get(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == 0)
        pthread_cond_wait(&queue->moved, &queue->lock);
    int value = queue->values[queue->head];
    queue->head = (queue->head + 1) % ROOM;
    queue->n--;
    pthread_cond_broadcast(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
    return value;
}

int print_open_ok(void)
{
    int n = 0;
    for (int port = 0; port < N_PORTS; port++) {
        if (!is_open(port))
            continue;
        queue_put(&open_ports, port);
        n++;
    }
    for (int i = 0; i < n; i++)
        printf("%d\n", queue_get(&open_ports));
    return n;
}

static bool has_room(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool has = queue->n < ROOM;
    pthread_mutex_unlock(&queue->lock);
    return has;
}

int print_first_ok(FILE *from)
{
    char line[64];
    int n = 0;
    while (has_room(&numbers) && fgets(line, sizeof line, from) != NULL) {
        queue_put(&numbers, atoi(line));
        n++;
    }
    for (int i = 0; i < n; i++)
        printf("%d\n", queue_get(&numbers));
    return n;
}

static void *serve(void *arg)
{
    int value;
    while ((value = queue_get(&served)) >= 0)
        printf("%d\n", value);
    return arg;
}

static int put_served(int value)
{
    pthread_t server;
    if (!served.is_served) {
        if (pthread_create(&server, NULL, serve, NULL) != 0)
            return -1;
        pthread_detach(server);
        served.is_served = true;
    }
    queue_put(&served, value);
    return 0;
}

void serve_all_ok(FILE *from)
{
    char line[64];
    while (fgets(line, sizeof line, from) != NULL && put_served(atoi(line)) == 0)
        continue;
    if (served.is_served)
        queue_put(&served, -1);
}
