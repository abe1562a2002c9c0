/* ZeroMQ: contexts and sockets.
 *
 * States    the reference manual of libzmq 4.3 (zmq_socket(3), zmq_send(3), zmq_recv(3), zmq_poll(3),
 *           zmq_ctx_term(3), zmq_close(3), and their neighbours).
 * Handles   The address of the socket; a message is the program's own memory.
 * Clients   A context, with its threads, and a socket.
 * Channels  Who is at the other end of a socket is said by addresses in strings: those of one address
 *           are one channel. "inproc://" ones are the process's own; by any other one, and by one that is
 *           not known, what is received comes from outside. A socket has no limit here: what it keeps
 *           depends on two high-water marks. A closed socket takes nothing more. Ending the context
 *           fails every call that waits, in whatever thread.
 * Failures  A result of which nothing is known stands for both ways. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* How the addresses begin of sockets in the same process. */
#define IN_PROCESS "inproc://"

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
    void *context = model_client(MODEL_THREADS);
    model_names(context, IN_PROCESS);
    return context;
}

void *zmq_init(int io_threads)
{
    if (model_fails())
        return 0;
    void *context = model_client(MODEL_THREADS);
    model_names(context, IN_PROCESS);
    return context;
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

/* Who is at the other end of a message that such a socket sends is nobody, if nobody is there: it is dropped. */
enum { TYPE_PUB = 1, TYPE_ROUTER = 6, TYPE_XPUB = 9, TYPE_STREAM = 11 };

void *zmq_socket(void *context, int type)
{
    if (model_fails())
        return 0;
    void *socket = model_client(MODEL_CONNECTION);
    if (type < TYPE_STREAM)
        model_make(socket, MODEL_NO_LIMIT, 0);
    if (type == TYPE_PUB)
        model_make(socket, MODEL_COUNTED, 0);
    if (type == TYPE_ROUTER)
        model_make(socket, MODEL_COUNTED, 0);
    if (type == TYPE_XPUB)
        model_make(socket, MODEL_COUNTED, 0);
    return socket;
}

int zmq_close(void *socket)
{
    model_close(socket);
    model_client_end(socket);
    return (int)model_any();
}

int zmq_bind(void *socket, const char *address)
{
    model_named(socket, address, IN_PROCESS);
    return (int)model_any();
}

int zmq_connect(void *socket, const char *address)
{
    model_named(socket, address, IN_PROCESS);
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

/* The library sends there. */
int zmq_socket_monitor(void *socket, const char *address, int events)
{
    model_named(0, address, IN_PROCESS);
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

enum { WRITABLE = 2 }; /* ZMQ_POLLOUT */

/* An item without a socket is of a descriptor: then it is not known what ends the wait. */
int zmq_poll(struct zmq_pollitem_t *items, int count, long timeout)
{
    model_waits_for_event();
    model_receive(items[count].socket, 0);
    model_receive((const void *)(long)items[count].fd, 0);
    model_await_each(items[count].socket, timeout < 0, items[count].events, WRITABLE);
    fill(items);
    return (int)model_any();
}

int zmq_proxy(void *frontend, void *backend, void *capture)
{
    model_waits_for_event();
    model_receive(frontend, 1);
    model_receive(backend, 1);
    model_send(frontend);
    model_send(backend);
    model_send(0);
    return (int)model_any();
}
