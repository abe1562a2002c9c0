/* Sockets within the process: those of one address are one channel. Nobody connects to the first one. */
#include "zmq.h"

#include <pthread.h>

enum { N_JOBS = 100 };

#define RESULTS "inproc://results"

static void *context;

static void *trace(void *unused)
{
    void *traces = zmq_socket(context, ZMQ_PUSH);

    if (traces && zmq_bind(traces, "inproc://traces") == 0)
        for (int i = 0; i < N_JOBS; i++)
            if (zmq_send(traces, &i, sizeof i, 0) < 0) // EXPECT: send-no-receiver
                break;
    zmq_close(traces);
    return unused;
}

static void *work(void *address)
{
    void *results = zmq_socket(context, ZMQ_PUSH);

    if (results && zmq_connect(results, address) == 0)
        for (int i = 0; i < N_JOBS; i++)
            if (zmq_send(results, &i, sizeof i, 0) < 0)
                break;
    zmq_close(results);
    return NULL;
}

static int add_results(void)
{
    int sum = 0, result;
    void *results = zmq_socket(context, ZMQ_PULL);

    if (zmq_bind(results, RESULTS) < 0)
        sum = -1;
    for (int i = 0; i < N_JOBS && zmq_recv(results, &result, sizeof result, 0) >= 0; i++)
        sum += result;
    zmq_close(results);
    return sum;
}

int main(void)
{
    pthread_t tracer, worker;

    context = zmq_ctx_new();
    if (!context || pthread_create(&tracer, NULL, trace, NULL) != 0 ||
        pthread_create(&worker, NULL, work, RESULTS) != 0)
        return 1;
    int sum = add_results();
    pthread_join(worker, NULL);
    pthread_join(tracer, NULL);
    zmq_ctx_term(context);
    return sum < 0;
}
