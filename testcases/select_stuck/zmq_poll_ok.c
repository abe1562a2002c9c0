/* Nothing here sends to these sockets: who does is another process, which has their addresses. */
#include "zmq.h"

void handle(const char *text, int size);

int collect(const char *frontend, const char *control)
{
    char text[256];
    void *context = zmq_ctx_new();
    void *jobs = zmq_socket(context, ZMQ_PULL), *orders = zmq_socket(context, ZMQ_PAIR);
    if (zmq_bind(jobs, frontend) == 0 && zmq_bind(orders, control) == 0) {
        zmq_pollitem_t items[] = {{jobs, 0, ZMQ_POLLIN, 0}, {orders, 0, ZMQ_POLLIN, 0}};
        while (zmq_poll(items, 2, -1) > 0 && !(items[1].revents & ZMQ_POLLIN))
            handle(text, zmq_recv(jobs, text, sizeof(text), 0));
    }
    zmq_close(jobs);
    zmq_close(orders);
    return zmq_ctx_term(context);
}
