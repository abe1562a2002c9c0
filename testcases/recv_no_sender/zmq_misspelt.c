/* Two ends that do not find each other: the addresses differ in a letter. */
#include "zmq.h"

#include <pthread.h>
#include <stdio.h>

struct stage {
    void *context;
    void *control;
    const char *address;
};

static int stage_open(struct stage *stage, void *context, const char *address)
{
    stage->context = context;
    stage->address = address;
    stage->control = zmq_socket(context, ZMQ_PAIR);
    return stage->control ? zmq_bind(stage->control, address) : -1;
}

static void *warm_up(void *context)
{
    void *control = zmq_socket(context, ZMQ_PAIR);

    if (control && zmq_connect(control, "inproc://redy") == 0)
        zmq_send(control, "go", 2, 0); // EXPECT: send-no-receiver
    zmq_close(control);
    return NULL;
}

static void *cool_down(void *context)
{
    void *control = zmq_socket(context, ZMQ_PAIR);

    if (control && zmq_connect(control, "inproc://cold") == 0)
        zmq_send(control, "go", 2, 0);
    zmq_close(control);
    return NULL;
}

int main(void)
{
    struct stage cold;
    pthread_t warmer, cooler;
    char word[2];
    void *context = zmq_ctx_new();
    void *ready = context ? zmq_socket(context, ZMQ_PAIR) : NULL;

    if (!ready || zmq_bind(ready, "inproc://ready") < 0 ||
        stage_open(&cold, context, "inproc://cold") < 0)
        return 1;
    if (pthread_create(&warmer, NULL, warm_up, context) != 0 ||
        pthread_create(&cooler, NULL, cool_down, context) != 0)
        return 1;
    zmq_recv(cold.control, word, sizeof word, 0);
    zmq_recv(ready, word, sizeof word, 0); // EXPECT: recv-no-sender
    printf("%.2s\n", word);
    pthread_join(warmer, NULL);
    pthread_join(cooler, NULL);
    zmq_close(ready);
    zmq_close(cold.control);
    zmq_ctx_term(context);
    return 0;
}
