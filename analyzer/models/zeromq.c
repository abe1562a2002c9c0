/* ZeroMQ: contexts and sockets.
 *
 * States    the reference manual of libzmq 4.3 (zmq_socket(3), zmq_send(3), zmq_recv(3), zmq_poll(3),
 *           zmq_ctx_term(3), zmq_close(3), and their neighbours).
 * Handles   The address of the socket; a message is the program's own memory.
 * Clients   A context, with its threads, and a socket.
 * Channels  Who is at the other end of a socket is said by addresses in strings, "inproc://" ones
 *           included: it is not followed, so that no socket is made by the program alone. What is
 *           received comes from outside. A closed socket takes nothing more. Ending the context fails
 *           every call that waits, in whatever thread.
 * Failures  A result of which nothing is known stands for both ways. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- contexts ---- */

void *zmq_ctx_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void *zmq_init(int io_threads)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

int zmq_ctx_set(void *context, int option, int value)
{
    return (int)model_any();
}

int zmq_ctx_get(void *context, int option)
{
    return (int)model_any();
}

int zmq_ctx_shutdown(void *context)
{
    model_interrupt(0);
    return (int)model_any();
}

int zmq_ctx_term(void *context)
{
    model_interrupt(0);
    model_client_end(context);
    return (int)model_any();
}

int zmq_ctx_destroy(void *context)
{
    model_interrupt(0);
    model_client_end(context);
    return (int)model_any();
}

int zmq_term(void *context)
{
    model_interrupt(0);
    model_client_end(context);
    return (int)model_any();
}

/* ---- sockets ---- */

void *zmq_socket(void *context, int type)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int zmq_close(void *socket)
{
    model_close(socket);
    model_client_end(socket);
    return (int)model_any();
}

int zmq_bind(void *socket, const char *address)
{
    return (int)model_any();
}

int zmq_connect(void *socket, const char *address)
{
    return (int)model_any();
}

int zmq_unbind(void *socket, const char *address)
{
    return (int)model_any();
}

int zmq_disconnect(void *socket, const char *address)
{
    return (int)model_any();
}

int zmq_socket_monitor(void *socket, const char *address, int events)
{
    return (int)model_any();
}

enum { RECEIVE_TIMEOUT = 27 }; /* ZMQ_RCVTIMEO */

int zmq_setsockopt(void *socket, int option, const void *value, size_t size)
{
    if (option == RECEIVE_TIMEOUT)
        model_set_timeout(socket);
    return (int)model_any();
}

int zmq_getsockopt(void *socket, int option, void *value, size_t *size)
{
    fill(value);
    return (int)model_any();
}

/* A flag may be ZMQ_DONTWAIT or ZMQ_SNDMORE: without one the call waits for ever. */

int zmq_send(void *socket, const void *data, size_t size, int flags)
{
    model_put(socket, flags == 0);
    return (int)model_any();
}

int zmq_send_const(void *socket, const void *data, size_t size, int flags)
{
    model_put(socket, flags == 0);
    return (int)model_any();
}

int zmq_msg_send(void *message, void *socket, int flags)
{
    model_put(socket, flags == 0);
    return (int)model_any();
}

int zmq_recv(void *socket, void *data, size_t size, int flags)
{
    model_waits_for_message();
    model_receive(socket, flags == 0);
    fill(data);
    return (int)model_any();
}

int zmq_msg_recv(void *message, void *socket, int flags)
{
    model_waits_for_message();
    model_receive(socket, flags == 0);
    fill(message);
    return (int)model_any();
}

/* As <zmq.h> declares it. */
struct zmq_pollitem_t {
    void *socket;
    int fd;
    short events;
    short revents;
};

int zmq_poll(struct zmq_pollitem_t *items, int count, long timeout)
{
    model_waits_for_event();
    model_receive(items[count].socket, timeout < 0);
    model_receive((const void *)(long)items[count].fd, timeout < 0);
    fill(items);
    return (int)model_any();
}

int zmq_proxy(void *frontend, void *backend, void *capture)
{
    model_waits_for_event();
    model_receive(frontend, 1);
    model_receive(backend, 1);
    model_send(0);
    return (int)model_any();
}
