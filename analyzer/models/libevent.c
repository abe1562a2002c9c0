/* libevent: events, listeners, HTTP servers, buffered sockets, DNS.
 *
 * States    the libevent 2.1 reference: <event2/event.h>, <event2/listener.h>, <event2/http.h>,
 *           <event2/bufferevent.h>, <event2/dns.h>, and the compatible names of 1.4
 *           (<event2/event_compat.h>, <event2/bufferevent_compat.h>).
 * Handles   A handler is registered where it is given to an event, not where the event is added.
 * Channels  A base whose loop runs waits for event_base_loopbreak() and event_base_loopexit(), which
 *           are told as closing it. The current base, of the calls that name none, is not known (0).
 * Failures  A result of which nothing is known stands for both ways. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- events ---- */

enum { ON_UNIX_SIGNAL = 8 }; /* EV_SIGNAL */

void *event_new(void *base, int fd, short events, void *handler, void *data)
{
    model_escape((const void *)(long)fd);
    if (events & ON_UNIX_SIGNAL)
        model_on_signal_event(handler, data);
    else
        model_on_event(handler, data);
    keep(data);
    return model_new();
}

int event_assign(void *event, void *base, int fd, short events, void *handler, void *data)
{
    model_escape((const void *)(long)fd);
    if (events & ON_UNIX_SIGNAL)
        model_on_signal_event(handler, data);
    else
        model_on_event(handler, data);
    keep(data);
    return (int)model_any();
}

void event_set(void *event, int fd, short events, void *handler, void *data)
{
    model_escape((const void *)(long)fd);
    if (events & ON_UNIX_SIGNAL)
        model_on_signal_event(handler, data);
    else
        model_on_event(handler, data);
    keep(data);
}

/* Called once, soon after. */
int event_base_once(void *base, int fd, short events, void *handler, void *data,
                    const void *timeout)
{
    model_escape((const void *)(long)fd);
    model_calls(handler, data);
    model_send(base);
    keep(data);
    return (int)model_any();
}

int event_once(int fd, short events, void *handler, void *data, const void *timeout)
{
    model_escape((const void *)(long)fd);
    model_calls(handler, data);
    model_send(0);
    keep(data);
    return (int)model_any();
}

/* Whose base is that of the event. */
void event_active(void *event, int result, short count)
{
    model_send(0);
}

int event_base_foreach_event(void *base, void *function, void *data)
{
    model_calls(function, data);
    return (int)model_any();
}

/* ---- the loop ---- */

int event_base_dispatch(void *base)
{
    model_waits_for_event();
    model_receive(base, 1);
    return (int)model_any();
}

enum { LOOP_NONBLOCK = 2 }; /* EVLOOP_NONBLOCK */

int event_base_loop(void *base, int flags)
{
    model_waits_for_event();
    model_receive(base, flags != LOOP_NONBLOCK);
    return (int)model_any();
}

int event_dispatch(void)
{
    model_waits_for_event();
    model_receive(0, 1);
    return (int)model_any();
}

int event_loop(int flags)
{
    model_waits_for_event();
    model_receive(0, flags != LOOP_NONBLOCK);
    return (int)model_any();
}

int event_base_loopbreak(void *base)
{
    model_close(base);
    return (int)model_any();
}

int event_base_loopexit(void *base, const void *delay)
{
    model_close(base);
    return (int)model_any();
}

int event_loopbreak(void)
{
    model_close(0);
    return (int)model_any();
}

int event_loopexit(const void *delay)
{
    model_close(0);
    return (int)model_any();
}

/* ---- listeners ---- */

/* A handler may be set later. */
void *evconnlistener_new(void *base, void *handler, void *data, unsigned flags, int backlog, int fd)
{
    model_escape((const void *)(long)fd);
    if (handler)
        model_on_connection(handler, data);
    keep(data);
    return model_new();
}

void *evconnlistener_new_bind(void *base, void *handler, void *data, unsigned flags, int backlog,
                              const void *address, int size)
{
    if (model_fails())
        return 0;
    if (handler)
        model_on_connection(handler, data);
    keep(data);
    return model_new();
}

void evconnlistener_set_cb(void *listener, void *handler, void *data)
{
    if (handler)
        model_on_connection(handler, data);
    keep(data);
}

void evconnlistener_set_error_cb(void *listener, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

/* ---- HTTP ---- */

int evhttp_set_cb(void *http, const char *path, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
    return (int)model_any();
}

void evhttp_set_gencb(void *http, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
}

void evhttp_set_bevcb(void *http, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
}

void evhttp_set_newreqcb(void *http, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
}

/* A request of a client: the handler is called for its answer. */
void *evhttp_request_new(void *handler, void *data)
{
    if (handler)
        model_on_event(handler, data);
    keep(data);
    return model_new();
}

void evhttp_request_set_chunked_cb(void *request, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

void evhttp_request_set_header_cb(void *request, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

void evhttp_request_set_error_cb(void *request, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

void evhttp_request_set_on_complete_cb(void *request, void *handler, void *data)
{
    if (handler)
        model_on_event(handler, data);
    keep(data);
}

void evhttp_connection_set_closecb(void *connection, void *handler, void *data)
{
    if (handler)
        model_on_event(handler, data);
    keep(data);
}

/* ---- buffered sockets and DNS ---- */

void bufferevent_setcb(void *buffered, void *on_read, void *on_write, void *on_event, void *data)
{
    if (on_read)
        model_on_event(on_read, data);
    if (on_write)
        model_on_event(on_write, data);
    if (on_event)
        model_on_event(on_event, data);
    keep(data);
}

void *bufferevent_new(int fd, void *on_read, void *on_write, void *on_error, void *data)
{
    model_escape((const void *)(long)fd);
    if (on_read)
        model_on_event(on_read, data);
    if (on_write)
        model_on_event(on_write, data);
    if (on_error)
        model_on_event(on_error, data);
    keep(data);
    return model_new();
}

void *evbuffer_add_cb(void *buffer, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return model_new();
}

/* Called once, with the answer. */
void *evdns_getaddrinfo(void *base, const char *node, const char *service, const void *hints,
                        void *handler, void *data)
{
    model_calls(handler, data);
    keep(data);
    return (void *)model_any();
}

void *evdns_base_resolve_ipv4(void *base, const char *name, int flags, void *handler, void *data)
{
    model_calls(handler, data);
    keep(data);
    return (void *)model_any();
}

void *evdns_base_resolve_ipv6(void *base, const char *name, int flags, void *handler, void *data)
{
    model_calls(handler, data);
    keep(data);
    return (void *)model_any();
}

void *evdns_base_resolve_reverse(void *base, const void *address, int flags, void *handler,
                                 void *data)
{
    model_calls(handler, data);
    keep(data);
    return (void *)model_any();
}

void *evdns_base_resolve_reverse_ipv6(void *base, const void *address, int flags, void *handler,
                                      void *data)
{
    model_calls(handler, data);
    keep(data);
    return (void *)model_any();
}

void *evdns_add_server_port_with_base(void *base, int fd, int flags, void *handler, void *data)
{
    model_escape((const void *)(long)fd);
    model_on_request(handler, data);
    keep(data);
    return model_new();
}

/* ---- descriptors ---- */

void *bufferevent_socket_new(void *base, int fd, int options)
{
    model_escape((const void *)(long)fd);
    return model_new();
}

int bufferevent_setfd(void *buffered, int fd)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

/* Messages that a pair of local sockets takes at most, as in libc_pipes.c. */
enum { SOCKET_ROOM = 1024 };

int evutil_socketpair(int domain, int type, int protocol, int *ends)
{
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], SOCKET_ROOM, 0);
    model_make((const void *)(long)ends[1], SOCKET_ROOM, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    model_ends((const void *)(long)ends[1], (const void *)(long)ends[0]);
    return (int)model_any();
}

int evutil_make_socket_nonblocking(int fd)
{
    model_set_timeout((const void *)(long)fd);
    return (int)model_any();
}

int evutil_closesocket(int fd)
{
    model_socket_end((const void *)(long)fd);
    model_close((const void *)(long)fd);
    return (int)model_any();
}
