/* neon: sessions of HTTP and WebDAV.
 *
 * States    the manual of neon 0.32 (ne_session_create(3), ne_set_read_timeout(3), ...).
 * Clients   A session, with the connection that it keeps. A request is the session's own.
 * Waiting   Reading is bounded by 120 seconds by default.
 * Failures  None. */
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

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- sessions ---- */

void *ne_session_create(const char *scheme, const char *hostname, unsigned port)
{
    return model_client(MODEL_CONNECTION);
}

void ne_session_destroy(void *sess)
{
    model_client_end(sess);
}

void ne_set_read_timeout(void *sess, int timeout)
{
    model_client_bounds(sess);
}

void ne_set_connect_timeout(void *sess, int timeout)
{
}

/* ---- what it calls ---- */

void ne_set_server_auth(void *sess, void *creds, void *userdata)
{
    if (creds)
        model_on_event(creds, userdata);
    keep(userdata);
}

void ne_set_proxy_auth(void *sess, void *creds, void *userdata)
{
    if (creds)
        model_on_event(creds, userdata);
    keep(userdata);
}

void ne_add_server_auth(void *sess, unsigned protocol, void *creds, void *userdata)
{
    if (creds)
        model_on_event(creds, userdata);
    keep(userdata);
}

void ne_add_proxy_auth(void *sess, unsigned protocol, void *creds, void *userdata)
{
    if (creds)
        model_on_event(creds, userdata);
    keep(userdata);
}

void ne_ssl_set_verify(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void ne_ssl_provide_clicert(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void ne_set_notifier(void *sess, void *status, void *userdata)
{
    if (status)
        model_on_event(status, userdata);
    keep(userdata);
}

void ne_set_progress(void *sess, void *progress, void *userdata)
{
    if (progress)
        model_on_event(progress, userdata);
    keep(userdata);
}

void ne_hook_create_request(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void ne_hook_pre_send(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void ne_hook_post_headers(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void ne_hook_post_send(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void ne_hook_destroy_request(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void ne_hook_destroy_session(void *sess, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

int ne_lock_discover(void *sess, const char *path, void *result, void *userdata)
{
    if (result)
        model_calls(result, userdata);
    return (int)model_any();
}

void ne_add_auth(void *sess, unsigned protocol, void *creds, void *userdata)
{
    if (creds)
        model_on_event(creds, userdata);
    keep(userdata);
}

int ne_propnames(void *sess, const char *path, int depth, void *results, void *userdata)
{
    if (results)
        model_calls(results, userdata);
    return (int)model_any();
}

int ne_simple_propfind(void *sess, const char *path, int depth, const void *props, void *results,
                       void *userdata)
{
    if (results)
        model_calls(results, userdata);
    return (int)model_any();
}

/* ---- what leaves a session alone ---- */

void ne_close_connection(void *sess)
{
}

int ne_copy(void *sess, int overwrite, int depth, const char *src, const char *dest)
{
    return (int)model_any();
}

int ne_delete(void *sess, const char *path)
{
    return (int)model_any();
}

void ne_fill_proxy_uri(void *sess, void *uri)
{
}

void ne_fill_server_uri(void *sess, void *uri)
{
}

void ne_forget_auth(void *sess)
{
}

int ne_get(void *sess, const char *path, int fd)
{
    return (int)model_any();
}

const char *ne_get_error(void *sess)
{
    return (const char *)model_any();
}

int ne_get_range(void *sess, const char *path, void *range, int fd)
{
    return (int)model_any();
}

const char *ne_get_scheme(void *sess)
{
    return (const char *)model_any();
}

const char *ne_get_server_hostport(void *sess)
{
    return (const char *)model_any();
}

int ne_get_session_flag(void *sess, int flag)
{
    return (int)model_any();
}

int ne_getmodtime(void *sess, const char *path, void *modtime)
{
    fill(modtime);
    return (int)model_any();
}

int ne_lock(void *sess, void *lock)
{
    return (int)model_any();
}

int ne_lock_refresh(void *sess, void *lock)
{
    return (int)model_any();
}

void ne_lockstore_register(void *store, void *sess)
{
}

int ne_mkcol(void *sess, const char *path)
{
    return (int)model_any();
}

int ne_move(void *sess, int overwrite, const char *src, const char *dest)
{
    return (int)model_any();
}

int ne_options(void *sess, const char *path, void *caps)
{
    return (int)model_any();
}

int ne_options2(void *sess, const char *path, void *caps)
{
    fill(caps);
    return (int)model_any();
}

int ne_post(void *sess, const char *path, int fd, const char *buffer)
{
    return (int)model_any();
}

void *ne_propfind_create(void *sess, const char *path, int depth)
{
    return (void *)model_any();
}

int ne_proppatch(void *sess, const char *path, const void *ops)
{
    return (int)model_any();
}

int ne_put(void *sess, const char *path, int fd)
{
    return (int)model_any();
}

const void *ne_redirect_location(void *sess)
{
    return (const void *)model_any();
}

void ne_redirect_register(void *sess)
{
}

void *ne_request_create(void *sess, const char *method, const char *path)
{
    return (void *)model_any();
}

void ne_session_proxy(void *sess, const char *hostname, unsigned port)
{
}

void ne_session_socks_proxy(void *sess, int vers, const char *hostname, unsigned port,
                            const char *username, const char *password)
{
}

void ne_session_system_proxy(void *sess, unsigned flags)
{
}

void ne_set_addrlist(void *sess, void **addrs, size_t n)
{
}

void ne_set_addrlist2(void *sess, unsigned port, void **addrs, size_t n)
{
}

void ne_set_error(void *sess, const char *format, ...)
{
}

void ne_set_localaddr(void *sess, const void *addr)
{
}

void ne_set_session_flag(void *sess, int flag, int value)
{
}

void ne_set_session_private(void *sess, const char *id, void *priv)
{
}

void ne_set_useragent(void *sess, const char *product)
{
}

int ne_simple_request(void *sess, void *req)
{
    return (int)model_any();
}

void ne_ssl_set_clicert(void *sess, const void *clicert)
{
}

void ne_ssl_trust_cert(void *sess, const void *cert)
{
}

void ne_ssl_trust_default_ca(void *sess)
{
}

int ne_unlock(void *sess, const void *lock)
{
    return (int)model_any();
}

int ne_version_pre_http11(void *sess)
{
    return (int)model_any();
}
