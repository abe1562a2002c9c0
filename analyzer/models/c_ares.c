/* c-ares: channels.
 *
 * States    the manual pages of c-ares 1.18.
 * Clients   A channel, with its sockets.
 * Handlers  A callback is called once, when the answer is there or when the channel goes.
 * Failures  There is no memory, or the configuration cannot be read. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- channels ---- */

int ares_init(void **ret_channel)
{
    if (model_fails())
        return model_nonzero();
    *ret_channel = model_client(MODEL_CONNECTION);
    return 0;
}

int ares_init_options(void **ret_channel, void *options, int optmask)
{
    if (model_fails())
        return model_nonzero();
    *ret_channel = model_client(MODEL_CONNECTION);
    return 0;
}

int ares_dup(void **ret_channel, void *src)
{
    if (model_fails())
        return model_nonzero();
    *ret_channel = model_client(MODEL_CONNECTION);
    return 0;
}

void ares_destroy(void *channel)
{
    model_client_end(channel);
}

/* ---- what it calls ---- */

void ares_query(void *channel, const char *name, int dnsclass, int type, void *callback, void *arg)
{
    if (callback)
        model_calls(callback, arg);
    keep(arg);
}

void ares_search(void *channel, const char *name, int dnsclass, int type, void *callback, void *arg)
{
    if (callback)
        model_calls(callback, arg);
    keep(arg);
}

void ares_send(void *channel, const void *qbuf, int qlen, void *callback, void *arg)
{
    if (callback)
        model_calls(callback, arg);
    keep(arg);
}

void ares_gethostbyname(void *channel, const char *name, int family, void *callback, void *arg)
{
    if (callback)
        model_calls(callback, arg);
    keep(arg);
}

void ares_gethostbyaddr(void *channel, const void *addr, int addrlen, int family, void *callback,
                        void *arg)
{
    if (callback)
        model_calls(callback, arg);
    keep(arg);
}

void ares_getnameinfo(void *channel, const void *sa, unsigned salen, int flags, void *callback,
                      void *arg)
{
    if (callback)
        model_calls(callback, arg);
    keep(arg);
}

void ares_getaddrinfo(void *channel, const char *node, const char *service, const void *hints,
                      void *callback, void *arg)
{
    if (callback)
        model_calls(callback, arg);
    keep(arg);
}

void ares_set_socket_callback(void *channel, void *callback, void *user_data)
{
    if (callback)
        model_on_event(callback, user_data);
    keep(user_data);
}

void ares_set_socket_configure_callback(void *channel, void *callback, void *user_data)
{
    if (callback)
        model_on_event(callback, user_data);
    keep(user_data);
}

/* ---- what leaves a channel alone ---- */

void ares_cancel(void *channel)
{
}

int ares_fds(void *channel, void *read_fds, void *write_fds)
{
    return (int)model_any();
}

int ares_get_servers(void *channel, void **servers)
{
    if (servers)
        *servers = (void *)model_any();
    return (int)model_any();
}

int ares_get_servers_ports(void *channel, void **servers)
{
    if (servers)
        *servers = (void *)model_any();
    return (int)model_any();
}

int ares_gethostbyname_file(void *channel, const char *name, int family, void **host)
{
    if (host)
        *host = (void *)model_any();
    return (int)model_any();
}

int ares_getsock(void *channel, void *socks, int numsocks)
{
    fill(socks);
    return (int)model_any();
}

void ares_process(void *channel, void *read_fds, void *write_fds)
{
}

void ares_process_fd(void *channel, int read_fd, int write_fd)
{
}

int ares_save_options(void *channel, void *options, void *optmask)
{
    fill(optmask);
    return (int)model_any();
}

void ares_set_local_dev(void *channel, const char *local_dev_name)
{
}

void ares_set_local_ip4(void *channel, unsigned local_ip)
{
}

void ares_set_local_ip6(void *channel, const void *local_ip6)
{
}

int ares_set_servers(void *channel, void *servers)
{
    return (int)model_any();
}

int ares_set_servers_csv(void *channel, const char *servers)
{
    return (int)model_any();
}

int ares_set_servers_ports(void *channel, void *servers)
{
    return (int)model_any();
}

int ares_set_servers_ports_csv(void *channel, const char *servers)
{
    return (int)model_any();
}

int ares_set_sortlist(void *channel, const char *sortstr)
{
    return (int)model_any();
}

void *ares_timeout(void *channel, void *maxtv, void *tv)
{
    return (void *)model_any();
}
