/* libmicrohttpd: the server, and what it calls.
 *
 * States    <microhttpd.h> of libmicrohttpd 0.9.75 and its manual.
 * Handles   A daemon, a response and a post processor are objects; none of them is a client.
 * Control   The access handler runs per request, in a thread of the library or in MHD_run(). Callbacks
 *           that come with options stand behind the fixed arguments, at any of the first places: an
 *           option, its function, that one's user data. Iterators are called before the call returns.
 * Silent    What options of an array (MHD_OPTION_ARRAY) hold, and options further behind. */
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

void *MHD_start_daemon(unsigned flags, unsigned short port, void *on_connect, void *connect_data,
                       void *handler, void *data, int option_1, void *a_1, void *b_1, void *c_1,
                       void *d_1, void *e_1, void *f_1, void *g_1, void *h_1, ...)
{
    if (on_connect)
        model_on_connection(on_connect, connect_data);
    model_on_request(handler, data);
    model_on_event(a_1, b_1);
    model_on_event(b_1, c_1);
    model_on_event(c_1, d_1);
    model_on_event(d_1, e_1);
    model_on_event(e_1, f_1);
    model_on_event(f_1, g_1);
    model_on_event(g_1, h_1);
    model_on_event(h_1, 0);
    keep(connect_data);
    keep(data);
    keep(b_1);
    keep(c_1);
    keep(d_1);
    keep(e_1);
    keep(f_1);
    keep(g_1);
    keep(h_1);
    return model_alloc();
}

void MHD_stop_daemon(void *server)
{
    model_close(server);
}

int MHD_quiesce_daemon(void *server)
{
    return (int)model_any();
}

int MHD_run(void *server)
{
    model_waits_for_event();
    return (int)model_any();
}

int MHD_run_wait(void *server, int milliseconds)
{
    model_waits_for_event();
    return (int)model_any();
}

int MHD_get_connection_values(void *connection, int kind, void *iterator, void *data)
{
    model_calls(iterator, data);
    return (int)model_any();
}

int MHD_get_connection_values_n(void *connection, int kind, void *iterator, void *data)
{
    model_calls(iterator, data);
    return (int)model_any();
}

void *MHD_create_post_processor(void *connection, size_t size, void *iterator, void *data)
{
    model_on_event(iterator, data);
    keep(data);
    return model_alloc();
}

void *MHD_create_response_from_callback(unsigned long long size, size_t block, void *reader,
                                        void *data, void *destroy)
{
    model_on_event(reader, data);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
    return model_alloc();
}

void *MHD_create_response_for_upgrade(void *handler, void *data)
{
    model_on_connection(handler, data);
    keep(data);
    return model_alloc();
}

int MHD_get_response_headers(void *response, void *iterator, void *data)
{
    model_calls(iterator, data);
    return (int)model_any();
}
