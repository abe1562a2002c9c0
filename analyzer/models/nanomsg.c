/* nanomsg, and nng, which followed it: sockets.
 *
 * States    the manual pages of nanomsg 1.1 (nn_socket(3), nn_send(3), nn_recv(3), nn_poll(3),
 *           nn_close(3), nn_term(3)) and of nng 1.5 and 2.0 (nng_send(3), nng_recv(3), nng_close(3), …).
 * Handles   A socket of nanomsg is an int. One of nng is a struct that is passed by value: the channel is
 *           known by the struct that holds it.
 * Clients   A socket, which holds its connections. nn_term() and nng_fini() end all of a process.
 * Channels  As in zeromq.c: who is at the other end is said by addresses in strings.
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

/* ---- nanomsg ---- */

/* What such a socket sends where nobody is at the other end, is dropped. */
enum { PROTOCOL_PUB = 32, PROTOCOL_SURVEYOR = 98, PROTOCOL_BUS = 112, PROTOCOL_END = 256 };

int nn_socket(int domain, int protocol)
{
    if (model_fails())
        return -1;
    int socket = (int)(long)model_client(MODEL_CONNECTION);
    model_names(0, IN_PROCESS);
    if (protocol < PROTOCOL_END)
        model_make((const void *)(long)socket, MODEL_NO_LIMIT, 0);
    if (protocol == PROTOCOL_PUB)
        model_make((const void *)(long)socket, MODEL_COUNTED, 0);
    if (protocol == PROTOCOL_SURVEYOR)
        model_make((const void *)(long)socket, MODEL_COUNTED, 0);
    if (protocol == PROTOCOL_BUS)
        model_make((const void *)(long)socket, MODEL_COUNTED, 0);
    return socket;
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
    model_named((const void *)(long)socket, address, IN_PROCESS);
    return (int)model_any();
}

int nn_connect(int socket, const char *address)
{
    model_named((const void *)(long)socket, address, IN_PROCESS);
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
    model_send((const void *)(long)one);
    model_send((const void *)(long)other);
    return (int)model_any();
}

/* As <nanomsg/nn.h> declares it. */
struct nn_pollfd {
    int fd;
    short events;
    short revents;
};

enum { WRITABLE = 2 }; /* NN_POLLOUT */

int nn_poll(struct nn_pollfd *sockets, int count, int timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)sockets[count].fd, 0);
    model_await_each((const void *)(long)sockets[count].fd, timeout < 0, sockets[count].events,
                     WRITABLE);
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

/* What a bus, a publisher or a surveyor sends where nobody is at the other end, is dropped. */

int nng_bus0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_COUNTED, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_pair0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_pair1_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_pub0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_COUNTED, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_pull0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_push0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_rep0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_req0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_respondent0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_sub0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_NO_LIMIT, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

int nng_surveyor0_open(struct nng_socket_s *ret_socket)
{
    model_make(ret_socket, MODEL_COUNTED, 0);
    model_names(0, IN_PROCESS);
    return open_socket(ret_socket);
}

/* Whoever waits in another thread goes on. */
int nng_close(struct nng_socket_s socket)
{
    model_close(&socket);
    model_client_end((void *)(long)socket.id);
    return (int)model_any();
}

/* The same, as nng 2.0 names it. */
int nng_socket_close(struct nng_socket_s socket)
{
    model_close(&socket);
    model_client_end((void *)(long)socket.id);
    return (int)model_any();
}

int nng_listen(unsigned socket, const char *address, void *listener, int flags)
{
    model_named((const void *)(long)socket, address, IN_PROCESS);
    return (int)model_any();
}

int nng_dial(unsigned socket, const char *address, void *dialer, int flags)
{
    model_named((const void *)(long)socket, address, IN_PROCESS);
    return (int)model_any();
}

int nng_listener_create(void *listener, unsigned socket, const char *address)
{
    model_named((const void *)(long)socket, address, IN_PROCESS);
    return (int)model_any();
}

int nng_dialer_create(void *dialer, unsigned socket, const char *address)
{
    model_named((const void *)(long)socket, address, IN_PROCESS);
    return (int)model_any();
}

/* An address that is an object of the library's is not followed. */
int nng_listen_url(unsigned socket, const void *url, void *listener, int flags)
{
    model_escape((const void *)(long)socket);
    return (int)model_any();
}

int nng_dial_url(unsigned socket, const void *url, void *dialer, int flags)
{
    model_escape((const void *)(long)socket);
    return (int)model_any();
}

int nng_listener_create_url(void *listener, unsigned socket, const void *url)
{
    model_escape((const void *)(long)socket);
    return (int)model_any();
}

int nng_dialer_create_url(void *dialer, unsigned socket, const void *url)
{
    model_escape((const void *)(long)socket);
    return (int)model_any();
}

/* The options that are times are those of sending, receiving and connecting again. */
int nng_socket_set_ms(unsigned socket, const char *option, int milliseconds)
{
    model_set_timeout((const void *)(long)socket);
    return (int)model_any();
}

int nng_setopt_ms(unsigned socket, const char *option, int milliseconds)
{
    model_set_timeout((const void *)(long)socket);
    return (int)model_any();
}

enum { FLAG_NONBLOCK = 2 }; /* NNG_FLAG_NONBLOCK; the other flag is 1 */

int nng_send(unsigned socket, void *data, size_t size, int flags)
{
    model_put((const void *)(long)socket, flags < FLAG_NONBLOCK);
    return (int)model_any();
}

int nng_sendmsg(unsigned socket, void *message, int flags)
{
    model_put((const void *)(long)socket, flags < FLAG_NONBLOCK);
    return (int)model_any();
}

int nng_recv(unsigned socket, void *data, size_t *size, int flags)
{
    model_waits_for_message();
    model_receive((const void *)(long)socket, flags < FLAG_NONBLOCK);
    fill(data);
    return (int)model_any();
}

int nng_recvmsg(unsigned socket, void **message, int flags)
{
    model_waits_for_message();
    model_receive((const void *)(long)socket, flags < FLAG_NONBLOCK);
    *message = model_new();
    return (int)model_any();
}

/* What is asked for here is told to the aio. */
void nng_send_aio(unsigned socket, void *aio)
{
    model_offer((const void *)(long)socket);
}

void nng_recv_aio(unsigned socket, void *aio)
{
    model_receive((const void *)(long)socket, 0);
}

/* A context sends and receives on its own. */
int nng_ctx_open(void *context, unsigned socket)
{
    model_escape((const void *)(long)socket);
    return (int)model_any();
}

int nng_device(unsigned one, unsigned other)
{
    model_escape((const void *)(long)one);
    model_escape((const void *)(long)other);
    return (int)model_any();
}
