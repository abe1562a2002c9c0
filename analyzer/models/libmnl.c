/* libmnl: sockets of netlink.
 *
 * States    the API of libmnl 1.0.4.
 * Clients   A socket.
 * Failures  There is no descriptor, or no memory. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

void *mnl_socket_open(int bus)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *mnl_socket_open2(int bus, int flags)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *mnl_socket_fdopen(int fd)
{
    model_escape((const void *)(long)fd);
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int mnl_socket_close(void *nl)
{
    model_client_end(nl);
    return (int)model_any();
}

long mnl_socket_recvfrom(const void *nl, void *buf, size_t siz)
{
    model_waits_for_event();
    return model_any();
}

int mnl_cb_run(const void *buf, size_t numbytes, unsigned seq, unsigned portid, void *cb_data,
               void *data)
{
    if (cb_data)
        model_calls(cb_data, data);
    return (int)model_any();
}

int mnl_cb_run2(const void *buf, size_t numbytes, unsigned seq, unsigned portid, void *cb_data,
                void *data, void **cb_ctl_array, unsigned cb_ctl_array_len)
{
    if (cb_data)
        model_calls(cb_data, data);
    return (int)model_any();
}

int mnl_socket_bind(void *nl, unsigned groups, int pid)
{
    return (int)model_any();
}

int mnl_socket_get_fd(const void *nl)
{
    return (int)model_any();
}

unsigned mnl_socket_get_portid(const void *nl)
{
    return (unsigned)model_any();
}

int mnl_socket_getsockopt(const void *nl, int type, void *buf, void *len)
{
    fill(len);
    return (int)model_any();
}

long mnl_socket_sendto(const void *nl, const void *req, size_t siz)
{
    return model_any();
}

int mnl_socket_setsockopt(const void *nl, int type, void *buf, unsigned len)
{
    return (int)model_any();
}
