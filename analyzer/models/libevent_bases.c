/* libevent: bases, resolvers and connections of HTTP clients. What they call is in libevent.c.
 *
 * States    the libevent 2.1 reference: <event2/event.h>, <event2/dns.h>, <event2/http.h>.
 * Clients   A base; a resolver; a connection of a client.
 * Waiting   Bounded by default (evhttp_connection_set_timeout()).
 * Failures  There is no memory. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- bases ---- */

void *event_base_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void *event_base_new_with_config(const void *config)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

/* The base of the functions that are given none. */
static void *current_base;

void *event_init(void)
{
    if (model_fails())
        return 0;
    current_base = model_client(MODEL_CONTEXT);
    return current_base;
}

void event_base_free(void *base)
{
    model_client_end(base);
}

void event_base_free_nofinalize(void *base)
{
    model_client_end(base);
}

int event_reinit(void *base)
{
    return (int)model_any();
}

int event_base_priority_init(void *base, int number)
{
    return (int)model_any();
}

int event_base_get_features(const void *base)
{
    return (int)model_any();
}

const char *event_base_get_method(const void *base)
{
    return (const char *)model_any();
}

int event_base_got_break(void *base)
{
    return (int)model_any();
}

int event_base_got_exit(void *base)
{
    return (int)model_any();
}

int event_base_get_num_events(void *base, unsigned number)
{
    return (int)model_any();
}

int event_base_get_max_events(void *base, unsigned number, int number3)
{
    return (int)model_any();
}

int event_base_gettimeofday_cached(void *base, void *tv)
{
    return (int)model_any();
}

int event_base_update_cache_time(void *base)
{
    return (int)model_any();
}

void event_base_dump_events(void *base, void *file)
{
}

int event_base_set(void *base, void *event)
{
    return (int)model_any();
}

int event_base_loopcontinue(void *base)
{
    return (int)model_any();
}

/* ---- resolvers ---- */

void *evdns_base_new(void *event_base, int initialize_nameservers)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void evdns_base_free(void *base, int fail_requests)
{
    model_client_end(base);
}

int evdns_base_nameserver_ip_add(void *base, const char *ip_as_string)
{
    return (int)model_any();
}

int evdns_base_nameserver_add(void *base, unsigned long address)
{
    return (int)model_any();
}

int evdns_base_nameserver_sockaddr_add(void *base, const void *sa, unsigned len, unsigned flags)
{
    return (int)model_any();
}

int evdns_base_resolv_conf_parse(void *base, int flags, const char *filename)
{
    return (int)model_any();
}

int evdns_base_set_option(void *base, const char *option, const char *val)
{
    return (int)model_any();
}

int evdns_base_load_hosts(void *base, const char *hosts_fname)
{
    return (int)model_any();
}

void evdns_base_search_add(void *base, const char *domain)
{
}

void evdns_base_search_clear(void *base)
{
}

void evdns_base_search_ndots_set(void *base, int ndots)
{
}

int evdns_base_count_nameservers(void *base)
{
    return (int)model_any();
}

int evdns_base_clear_nameservers_and_suspend(void *base)
{
    return (int)model_any();
}

int evdns_base_resume(void *base)
{
    return (int)model_any();
}

void evdns_base_clear_host_addresses(void *base)
{
}

/* ---- connections of clients ---- */

void *evhttp_connection_base_new(void *base, void *dnsbase, const char *address,
                                 unsigned short port)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

/* The buffered socket becomes the connection's. */
void *evhttp_connection_base_bufferevent_new(void *base, void *dnsbase, void *bev,
                                             const char *address, unsigned short port)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void evhttp_connection_free(void *evcon)
{
    model_client_end(evcon);
}

/* It frees itself once its request is answered. */
void evhttp_connection_free_on_completion(void *evcon)
{
    model_client_end(evcon);
}

void evhttp_connection_set_timeout(void *evcon, int timeout_in_secs)
{
    model_client_bounds(evcon);
}

void evhttp_connection_set_timeout_tv(void *evcon, const void *tv)
{
    model_client_bounds(evcon);
}

void evhttp_connection_set_initial_retry_tv(void *evcon, const void *tv)
{
}

void evhttp_connection_set_retries(void *evcon, int retry_max)
{
}

void evhttp_connection_set_family(void *evcon, int family)
{
}

int evhttp_connection_set_flags(void *evcon, int flags)
{
    return (int)model_any();
}

void evhttp_connection_set_local_address(void *evcon, const char *address)
{
}

void evhttp_connection_set_local_port(void *evcon, unsigned short port)
{
}

void evhttp_connection_set_max_headers_size(void *evcon, long new_max_headers_size)
{
}

void evhttp_connection_set_max_body_size(void *evcon, long new_max_body_size)
{
}

void *evhttp_connection_get_bufferevent(void *evcon)
{
    return (void *)model_any();
}

void *evhttp_connection_get_base(void *req)
{
    return (void *)model_any();
}

void evhttp_connection_get_peer(void *evcon, void **address, void *port)
{
    if (address)
        *address = (void *)model_any();
    fill(port);
}

const void *evhttp_connection_get_addr(void *evcon)
{
    return (const void *)model_any();
}

int evhttp_make_request(void *evcon, void *req, int type, const char *uri)
{
    return (int)model_any();
}

void evhttp_cancel_request(void *req)
{
}
