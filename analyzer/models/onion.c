/* Onion: handlers of its HTTP server.
 *
 * States    the headers of libonion 0.8: onion.h, handler.h, url.h, websocket.h.
 * Control   A handler runs per request. onion_listen() goes on until it is stopped.
 * Handles   Private data is kept as long as the handler, and freed by the function that came with it. */
#include <stranded/primitives.h>

/* Private data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

void *onion_handler_new(void *handler, void *data, void *free_data)
{
    model_on_request(handler, data);
    if (free_data)
        model_on_exit(free_data, data);
    keep(data);
    return (void *)model_any();
}

int onion_url_add(void *url, const char *expression, void *handler)
{
    model_on_request(handler, 0);
    return (int)model_any();
}

int onion_url_add_with_data(void *url, const char *expression, void *handler, void *data,
                            void *free_data)
{
    model_on_request(handler, data);
    if (free_data)
        model_on_exit(free_data, data);
    keep(data);
    return (int)model_any();
}

void onion_websocket_set_callback(void *websocket, void *handler)
{
    model_on_message(handler, 0);
}

int onion_listen(void *server)
{
    model_waits_for_request();
    return (int)model_any();
}
