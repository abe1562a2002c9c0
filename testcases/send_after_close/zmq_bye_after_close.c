/* The last message is sent when the socket is closed already. */
#include "zmq.h"

int next_event(char *text, size_t size);

int publish_bad(void *context, const char *address)
{
    char text[128];
    void *events = zmq_socket(context, ZMQ_PUSH);
    if (!events)
        return -1;
    if (zmq_connect(events, address) != 0) {
        zmq_close(events);
        return zmq_send(events, "bye", 3, 0); // EXPECT: send-after-close
    }
    for (int size; (size = next_event(text, sizeof(text))) > 0;)
        zmq_send(events, text, (size_t)size, 0);
    zmq_send(events, "bye", 3, 0);
    return zmq_close(events);
}

int publish_ok(void *context, const char *address)
{
    char text[128];
    void *events = zmq_socket(context, ZMQ_PUSH);
    if (!events)
        return -1;
    if (zmq_connect(events, address) != 0) {
        zmq_close(events);
        return -1;
    }
    for (int size; (size = next_event(text, sizeof(text))) > 0;)
        zmq_send(events, text, (size_t)size, 0);
    zmq_send(events, "bye", 3, 0);
    return zmq_close(events);
}
