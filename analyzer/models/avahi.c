/* Avahi: clients and their loops.
 *
 * States    the API of Avahi 0.8 (avahi-client/client.h, ...).
 * Clients   A client; a loop of the program's own. Groups, browsers and resolvers are the client's.
 * Failures  There is no daemon, or no memory. */
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

/* ---- clients ---- */

void *avahi_client_new(const void *poll_api, int flags, void *callback, void *userdata, void *error)
{
    fill(error);
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void avahi_client_free(void *client)
{
    model_client_end(client);
}

/* ---- loops ---- */

void *avahi_simple_poll_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void avahi_simple_poll_free(void *s)
{
    model_client_end(s);
}

int avahi_simple_poll_loop(void *s)
{
    model_waits_for_event();
    return (int)model_any();
}

int avahi_simple_poll_iterate(void *s, int sleep_time)
{
    model_waits_for_event();
    return (int)model_any();
}

void avahi_simple_poll_quit(void *s)
{
}

const void *avahi_simple_poll_get(void *s)
{
    return (const void *)model_any();
}

void avahi_simple_poll_wakeup(void *s)
{
}

void *avahi_threaded_poll_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void avahi_threaded_poll_free(void *p)
{
    model_client_end(p);
}

const void *avahi_threaded_poll_get(void *p)
{
    return (const void *)model_any();
}

int avahi_threaded_poll_start(void *p)
{
    return (int)model_any();
}

int avahi_threaded_poll_stop(void *p)
{
    return (int)model_any();
}

void avahi_threaded_poll_quit(void *p)
{
}

void avahi_threaded_poll_lock(void *p)
{
}

void avahi_threaded_poll_unlock(void *p)
{
}

/* ---- what a client calls ---- */

void *avahi_entry_group_new(void *c, void *callback, void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *avahi_domain_browser_new(void *client, int interface, int protocol, const char *domain,
                               int btype, int flags, void *callback, void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *avahi_service_browser_new(void *client, int interface, int protocol, const char *type,
                                const char *domain, int flags, void *callback, void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *avahi_service_type_browser_new(void *client, int interface, int protocol, const char *domain,
                                     int flags, void *callback, void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *avahi_service_resolver_new(void *client, int interface, int protocol, const char *name,
                                 const char *type, const char *domain, int aprotocol, int flags,
                                 void *callback, void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *avahi_host_name_resolver_new(void *client, int interface, int protocol, const char *name,
                                   int aprotocol, int flags, void *callback, void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *avahi_address_resolver_new(void *client, int interface, int protocol, const void *a,
                                 int flags, void *callback, void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *avahi_record_browser_new(void *client, int interface, int protocol, const char *name,
                               unsigned short clazz, unsigned short type, int flags, void *callback,
                               void *userdata)
{
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (void *)model_any();
}

/* ---- what leaves a client alone ---- */

int avahi_client_errno(void *client)
{
    return (int)model_any();
}

const char *avahi_client_get_domain_name(void *client)
{
    return (const char *)model_any();
}

const char *avahi_client_get_host_name(void *client)
{
    return (const char *)model_any();
}

const char *avahi_client_get_host_name_fqdn(void *client)
{
    return (const char *)model_any();
}

unsigned avahi_client_get_local_service_cookie(void *client)
{
    return (unsigned)model_any();
}

int avahi_client_get_state(void *client)
{
    return (int)model_any();
}

const char *avahi_client_get_version_string(void *client)
{
    return (const char *)model_any();
}

int avahi_client_set_host_name(void *client, const char *name)
{
    return (int)model_any();
}
