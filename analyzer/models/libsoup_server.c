/* libsoup: the HTTP server.
 *
 * States    the reference manuals of libsoup 2.74 and 3.2 (SoupServer, SoupAuthDomain), whose functions
 *           here take the same arguments.
 * Control   Handlers run per request, in the main loop.
 * Silent    A handler's end: it may have been called before. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

void soup_server_add_handler(void *server, const char *path, void *handler, void *data,
                             void *destroy)
{
    model_on_request(handler, data);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
}

void soup_server_add_early_handler(void *server, const char *path, void *handler, void *data,
                                   void *destroy)
{
    model_on_request(handler, data);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
}

void soup_server_add_websocket_handler(void *server, const char *path, const char *origin,
                                       char **protocols, void *handler, void *data, void *destroy)
{
    model_on_connection(handler, data);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
}

void soup_auth_domain_set_filter(void *domain, void *filter, void *data, void *destroy)
{
    model_on_request(filter, data);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
}

void soup_auth_domain_basic_set_auth_callback(void *domain, void *handler, void *data,
                                              void *destroy)
{
    model_on_request(handler, data);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
}

void soup_auth_domain_digest_set_auth_callback(void *domain, void *handler, void *data,
                                               void *destroy)
{
    model_on_request(handler, data);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
}
