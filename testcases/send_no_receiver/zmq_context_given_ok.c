/* Who has the context may connect to any address within the process; and anybody to one outside of it. */
#include "zmq.h"

int plugins_start(void *context);

int feed_plugins_ok(const char *const *events, int count)
{
    void *context = zmq_ctx_new();
    void *feed = zmq_socket(context, ZMQ_PUSH);
    int n = 0;

    if (zmq_bind(feed, "inproc://plugins") == 0 && plugins_start(context) == 0)
        while (n < count && zmq_send(feed, events[n], 8, 0) >= 0)
            n++;
    zmq_close(feed);
    zmq_ctx_term(context);
    return n;
}

int publish_ok(const char *const *events, int count)
{
    void *context = zmq_ctx_new();
    void *feed = zmq_socket(context, ZMQ_PUSH);
    int n = 0;

    if (zmq_bind(feed, "ipc:///run/feed") == 0)
        while (n < count && zmq_send(feed, events[n], 8, 0) >= 0)
            n++;
    zmq_close(feed);
    zmq_ctx_term(context);
    return n;
}
