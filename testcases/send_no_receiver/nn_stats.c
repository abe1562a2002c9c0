/* nanomsg within the process. What is published may find nobody; what is pushed waits for somebody. */
#include "nn.h"

#include <pthread.h>
#include <unistd.h>

static void *push_load(void *arg)
{
    int loads = nn_socket(AF_SP, NN_PUSH);
    double load = 0;

    if (loads < 0)
        return arg;
    while (nn_connect(loads, "inproc://loads") >= 0) {
        load += 1;
        if (nn_send(loads, &load, sizeof load, 0) < 0) // EXPECT: send-no-receiver
            break;
        sleep(1);
    }
    nn_close(loads);
    return arg;
}

static void *publish_uptime(void *arg)
{
    int uptimes = nn_socket(AF_SP, NN_PUB);
    double uptime = 0;

    if (uptimes < 0)
        return arg;
    while (nn_bind(uptimes, "inproc://uptimes") >= 0) {
        uptime += 1;
        if (nn_send(uptimes, &uptime, sizeof uptime, 0) < 0)
            break;
        sleep(1);
    }
    nn_close(uptimes);
    return arg;
}

int main(void)
{
    pthread_t pusher, publisher;

    if (pthread_create(&pusher, NULL, push_load, NULL) != 0 ||
        pthread_create(&publisher, NULL, publish_uptime, NULL) != 0)
        return 1;
    pthread_join(pusher, NULL);
    pthread_join(publisher, NULL);
    return 0;
}
