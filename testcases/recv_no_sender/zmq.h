/* What the testcases here use of ZeroMQ, declared after its reference manual. */
#ifndef ZMQ_H
#define ZMQ_H

#include <stddef.h>

#define ZMQ_PAIR   0
#define ZMQ_PULL   7
#define ZMQ_PUSH   8
#define ZMQ_POLLIN 1

typedef struct zmq_pollitem_t {
    void *socket;
    int fd;
    short events;
    short revents;
} zmq_pollitem_t;

void *zmq_ctx_new(void);
int zmq_ctx_term(void *context);
void *zmq_socket(void *context, int type);
int zmq_close(void *socket);
int zmq_bind(void *socket, const char *address);
int zmq_connect(void *socket, const char *address);
int zmq_send(void *socket, const void *data, size_t size, int flags);
int zmq_recv(void *socket, void *data, size_t size, int flags);
int zmq_poll(zmq_pollitem_t *items, int count, long timeout);

#endif
