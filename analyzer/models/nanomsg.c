/* nanomsg, and nng, which followed it: sockets.
 *
 * States    the manual pages of nanomsg 1.1 (nn_socket(3), nn_send(3), nn_recv(3), nn_poll(3),
 *           nn_close(3), nn_term(3)) and of nng 1.5 (nng_send(3), nng_recv(3), nng_close(3), …).
 * Handles   A socket of nanomsg is an int. One of nng is a struct that is passed by value: what is told
 *           of it as a channel concerns one that is not known (0).
 * Clients   A socket, which holds its connections. nn_term() and nng_fini() end all of a process.
 * Channels  As in zeromq.c: who is at the other end is said by addresses in strings, so that no socket is
 *           made by the program alone, and what is received comes from outside.
 * Failures  A result of which nothing is known stands for both ways. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- nanomsg ---- */

int nn_socket(int domain, int protocol)
{
    if (model_fails())
        return -1;
    return (int)(long)model_client(MODEL_CONNECTION);
}

/* Whoever waits in another thread goes on. */
int nn_close(int socket)
{
    model_close((const void *)(long)socket);
    model_client_end((void *)(long)socket);
    return (int)model_any();
}

void nn_term(void)
{
    model_interrupt(0);
}

int nn_bind(int socket, const char *address)
{
    return (int)model_any();
}

int nn_connect(int socket, const char *address)
{
    return (int)model_any();
}

/* One of the endpoints goes, not the socket. */
int nn_shutdown(int socket, int endpoint)
{
    return (int)model_any();
}

enum { RECEIVE_TIMEOUT = 5 }; /* NN_RCVTIMEO */

int nn_setsockopt(int socket, int level, int option, const void *value, size_t size)
{
    if (option == RECEIVE_TIMEOUT)
        model_set_timeout((const void *)(long)socket);
    return (int)model_any();
}

/* The flag is NN_DONTWAIT. */
int nn_send(int socket, const void *data, size_t size, int flags)
{
    model_put((const void *)(long)socket, flags == 0);
    return (int)model_any();
}

int nn_recv(int socket, void *data, size_t size, int flags)
{
    model_waits_for_message();
    model_receive((const void *)(long)socket, flags == 0);
    fill(data);
    return (int)model_any();
}

int nn_device(int one, int other)
{
    model_waits_for_event();
    model_receive((const void *)(long)one, 1);
    model_receive((const void *)(long)other, 1);
    return (int)model_any();
}

/* As <nanomsg/nn.h> declares it. */
struct nn_pollfd {
    int fd;
    short events;
    short revents;
};

int nn_poll(struct nn_pollfd *sockets, int count, int timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)sockets[count].fd, timeout < 0);
    fill(sockets);
    return (int)model_any();
}

/* ---- nng ---- */

/* As <nng/nng.h> declares it. */
struct nng_socket_s {
    unsigned id;
};

static int open_socket(struct nng_socket_s *ret_socket)
{
    if (model_fails())
        return model_nonzero();
    ret_socket->id = (unsigned)(long)model_client(MODEL_CONNECTION);
    return 0;
}

int nng_bus0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_pair0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_pair1_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_pub0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_pull0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_push0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_rep0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_req0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_respondent0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_sub0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

int nng_surveyor0_open(struct nng_socket_s *ret_socket)
{
    return open_socket(ret_socket);
}

/* Whoever waits in another thread goes on. */
int nng_close(struct nng_socket_s socket)
{
    model_close(0);
    model_client_end((void *)(long)socket.id);
    return (int)model_any();
}

int nng_listen(unsigned socket, const char *address, void *listener, int flags)
{
    return (int)model_any();
}

int nng_dial(unsigned socket, const char *address, void *dialer, int flags)
{
    return (int)model_any();
}

int nng_send(unsigned socket, void *data, size_t size, int flags)
{
    model_send(0);
    return (int)model_any();
}

int nng_sendmsg(unsigned socket, void *message, int flags)
{
    model_send(0);
    return (int)model_any();
}

int nng_recv(unsigned socket, void *data, size_t *size, int flags)
{
    model_waits_for_message();
    model_receive(0, 1);
    fill(data);
    return (int)model_any();
}

int nng_recvmsg(unsigned socket, void **message, int flags)
{
    model_waits_for_message();
    model_receive(0, 1);
    *message = model_new();
    return (int)model_any();
}
