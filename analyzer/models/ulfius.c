/* Ulfius: endpoints of its HTTP server.
 *
 * States    ulfius.h of Ulfius 2.7.
 * Control   The function of an endpoint runs per request, in threads of libmicrohttpd; it may also stand in the field of
 *           a struct. So do those that a websocket is given.
 * Handles   User data is kept as long as the endpoint. */
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

struct _u_endpoint {
    void *callback_function;
};

static __attribute__((__unused__)) void endpoint(struct _u_endpoint *self)
{
    model_on_request(self->callback_function, 0);
}

int ulfius_add_endpoint(void *instance, const struct _u_endpoint *endpoint)
{
    if (endpoint)
        model_on_request(endpoint->callback_function, 0);
    model_keep(endpoint);
    return (int)model_any();
}

int ulfius_add_endpoint_list(void *instance, const struct _u_endpoint **endpoints)
{
    model_keep(endpoints);
    return (int)model_any();
}

int ulfius_add_endpoint_by_val(void *instance, const char *method, const char *prefix,
                               const char *format, unsigned priority, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
    return (int)model_any();
}

int ulfius_set_default_endpoint(void *instance, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
    return (int)model_any();
}

int ulfius_set_upload_file_callback_function(void *instance, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
    return (int)model_any();
}

int ulfius_set_websocket_response(void *response, const char *protocol, const char *extensions,
                                  void *manager, void *manager_data, void *message,
                                  void *message_data, void *close, void *close_data)
{
    if (manager)
        model_on_connection(manager, manager_data);
    if (message)
        model_on_message(message, message_data);
    if (close)
        model_on_connection(close, close_data);
    keep(manager_data);
    keep(message_data);
    keep(close_data);
    return (int)model_any();
}
