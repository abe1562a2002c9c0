/* CivetWeb: handlers of its server.
 *
 * States    civetweb.h of CivetWeb 1.15.
 * Control   Handlers run per request, in threads of the library. So do the first two callbacks that
 *           mg_start() is given in a struct. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

struct mg_callbacks {
    void *begin_request;
    void *end_request;
    void *log_message;
    void *log_access;
    void *connection_close;
    void *connection_closed;
    void *http_error;
    void *init_connection;
    void *init_context;
    void *exit_context;
};

void *mg_start(const struct mg_callbacks *callbacks, void *data, const char **options)
{
    if (callbacks) {
        model_on_request(callbacks->begin_request, data);
        model_on_request(callbacks->end_request, data);
        model_on_event(callbacks->log_message, data);
        model_on_request(callbacks->log_access, data);
        model_on_connection(callbacks->connection_close, data);
        model_on_connection(callbacks->connection_closed, data);
        model_on_request(callbacks->http_error, data);
        model_on_connection(callbacks->init_connection, data);
        model_on_exit(callbacks->init_context, data);
        model_on_exit(callbacks->exit_context, data);
    }
    keep(data);
    return model_alloc();
}

void mg_set_request_handler(void *context, const char *uri, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
}

void mg_set_auth_handler(void *context, const char *uri, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
}

void mg_set_websocket_handler(void *context, const char *uri, void *on_connect, void *on_ready,
                              void *on_data, void *on_close, void *data)
{
    if (on_connect)
        model_on_connection(on_connect, data);
    if (on_ready)
        model_on_connection(on_ready, data);
    if (on_data)
        model_on_message(on_data, data);
    if (on_close)
        model_on_connection(on_close, data);
    keep(data);
}
