/* libnl: sockets of netlink.
 *
 * States    the API of libnl 3.7 (netlink/socket.h, netlink/netlink.h).
 * Clients   A socket. Caches and objects are none.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- sockets ---- */

void *nl_socket_alloc(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *nl_socket_alloc_cb(void *callbacks)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void nl_socket_free(void *socket)
{
    model_client_end(socket);
}

int nl_socket_modify_cb(void *socket, int type, int kind, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (int)model_any();
}

int nl_socket_modify_err_cb(void *socket, int kind, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (int)model_any();
}

int nl_recvmsgs(void *socket, void *cb)
{
    model_waits_for_event();
    return (int)model_any();
}

int nl_recvmsgs_default(void *socket)
{
    model_waits_for_event();
    return (int)model_any();
}

int nl_recvmsgs_report(void *socket, void *cb)
{
    model_waits_for_event();
    return (int)model_any();
}

int nl_recv(void *socket, void *nl, void **text, void **ucred)
{
    model_waits_for_event();
    if (text)
        *text = (void *)model_any();
    if (ucred)
        *ucred = (void *)model_any();
    return (int)model_any();
}

/* ---- what leaves a socket alone ---- */

void nl_auto_complete(void *sock, void *msg)
{
}

void nl_close(void *sock)
{
}

void nl_complete_msg(void *sock, void *msg)
{
}

int nl_connect(void *sock, int number)
{
    return (int)model_any();
}

void nl_join_groups(void *sock, int number)
{
}

int nl_send(void *sock, void *msg)
{
    return (int)model_any();
}

int nl_send_auto(void *sock, void *msg)
{
    return (int)model_any();
}

int nl_send_auto_complete(void *sock, void *msg)
{
    return (int)model_any();
}

int nl_send_iovec(void *sock, void *msg, void *iovec, unsigned number)
{
    return (int)model_any();
}

int nl_send_simple(void *sock, int number, int number3, void *data, size_t size)
{
    return (int)model_any();
}

int nl_send_sync(void *sock, void *msg)
{
    return (int)model_any();
}

int nl_sendmsg(void *sock, void *msg, void *msghdr)
{
    return (int)model_any();
}

int nl_sendto(void *sock, void *data, size_t size)
{
    return (int)model_any();
}

int nl_socket_add_membership(void *sock, int number)
{
    return (int)model_any();
}

int nl_socket_add_memberships(void *sock, int number, ...)
{
    return (int)model_any();
}

void nl_socket_disable_auto_ack(void *sock)
{
}

void nl_socket_disable_msg_peek(void *sock)
{
}

void nl_socket_disable_seq_check(void *sock)
{
}

int nl_socket_drop_membership(void *sock, int number)
{
    return (int)model_any();
}

int nl_socket_drop_memberships(void *sock, int number, ...)
{
    return (int)model_any();
}

void nl_socket_enable_auto_ack(void *sock)
{
}

void nl_socket_enable_msg_peek(void *sock)
{
}

void *nl_socket_get_cb(const void *sock)
{
    return (void *)model_any();
}

int nl_socket_get_fd(const void *sock)
{
    return (int)model_any();
}

unsigned nl_socket_get_local_port(const void *sock)
{
    return (unsigned)model_any();
}

size_t nl_socket_get_msg_buf_size(void *sock)
{
    return (size_t)model_any();
}

unsigned nl_socket_get_peer_groups(const void *sk)
{
    return (unsigned)model_any();
}

unsigned nl_socket_get_peer_port(const void *sock)
{
    return (unsigned)model_any();
}

int nl_socket_recv_pktinfo(void *sock, int number)
{
    return (int)model_any();
}

int nl_socket_set_buffer_size(void *sock, int number, int number3)
{
    return (int)model_any();
}

void nl_socket_set_cb(void *sock, void *cb)
{
}

int nl_socket_set_fd(void *sk, int protocol, int fd)
{
    return (int)model_any();
}

void nl_socket_set_local_port(void *sock, unsigned uint32)
{
}

int nl_socket_set_msg_buf_size(void *sock, size_t size)
{
    return (int)model_any();
}

int nl_socket_set_nonblocking(const void *sock)
{
    return (int)model_any();
}

int nl_socket_set_passcred(void *sock, int number)
{
    return (int)model_any();
}

void nl_socket_set_peer_groups(void *sk, unsigned groups)
{
}

void nl_socket_set_peer_port(void *sock, unsigned uint32)
{
}

unsigned nl_socket_use_seq(void *sock)
{
    return (unsigned)model_any();
}

int nl_wait_for_ack(void *sock)
{
    return (int)model_any();
}
