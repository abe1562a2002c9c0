/* Mongoose: the event manager and its connections.
 *
 * States    mongoose.h of Mongoose 7.8; mg_bind() and mg_register_http_endpoint() of 6.18.
 * Control   One function is called for all that happens to a connection; that of an HTTP server runs
 *           per request above all. It runs in mg_mgr_poll(). */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

void mg_mgr_poll(void *manager, int milliseconds)
{
    model_waits_for_event();
}

void *mg_http_listen(void *manager, const char *url, void *handler, void *data)
{
    model_on_request(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_listen(void *manager, const char *url, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_mqtt_listen(void *manager, const char *url, void *handler, void *data)
{
    model_on_message(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_connect(void *manager, const char *url, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_http_connect(void *manager, const char *url, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_ws_connect(void *manager, const char *url, void *handler, void *data, const char *format,
                    ...)
{
    model_on_message(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_mqtt_connect(void *manager, const char *url, const void *options, void *handler,
                      void *data)
{
    model_on_message(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_timer_add(void *manager, unsigned long long milliseconds, unsigned flags, void *handler,
                   void *data)
{
    model_on_timer(handler, data);
    keep(data);
    return (void *)model_any();
}

void *mg_bind(void *manager, const char *address, void *handler, ...)
{
    model_on_event(handler, 0);
    return (void *)model_any();
}

void mg_register_http_endpoint(void *connection, const char *path, void *handler, ...)
{
    model_on_request(handler, 0);
}
