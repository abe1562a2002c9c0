/* Actors that talk with their owner by addresses that are put together. */
#include "zmq.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct actor {
    void *context, *pipe;
    int number, sum;
    pthread_t thread;
};

static void address_of(const struct actor *actor, char *address, size_t size)
{
    snprintf(address, size, "inproc://actor-%d", actor->number);
}

static void *act(void *arg)
{
    struct actor *actor = arg;
    void *pipe = zmq_socket(actor->context, ZMQ_PAIR);
    char address[64];
    int value;

    address_of(actor, address, sizeof address);
    if (zmq_connect(pipe, address) == 0)
        while (zmq_recv(pipe, &value, sizeof value, 0) >= 0 && value)
            actor->sum += value;
    zmq_close(pipe);
    return NULL;
}

static int actor_start(struct actor *actor, void *context, int number)
{
    char address[64];

    actor->context = context;
    actor->number = number;
    actor->sum = 0;
    actor->pipe = zmq_socket(context, ZMQ_PAIR);
    address_of(actor, address, sizeof address);
    if (zmq_bind(actor->pipe, address) == 0 &&
        pthread_create(&actor->thread, NULL, act, actor) == 0)
        return 0;
    zmq_close(actor->pipe);
    return -1;
}

static int actor_end(struct actor *actor)
{
    int end = 0;

    zmq_send(actor->pipe, &end, sizeof end, 0);
    pthread_join(actor->thread, NULL);
    zmq_close(actor->pipe);
    return actor->sum;
}

int main(void)
{
    struct actor actor;
    void *context = zmq_ctx_new();

    if (!context || actor_start(&actor, context, 1) < 0)
        return 1;
    for (int i = 1; i < 100; i++)
        zmq_send(actor.pipe, &i, sizeof i, 0);
    printf("%d\n", actor_end(&actor));
    return zmq_ctx_term(context);
}
