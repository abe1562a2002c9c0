/* libwebsockets: contexts.
 *
 * States    the API of libwebsockets 4.1 (libwebsockets.h).
 * Clients   A context, until lws_context_destroy(). Its connections and virtual hosts are its own.
 * Handlers  The protocols' callbacks stand in an array of structs, of which the context is made.
 * Failures  There is no memory, or the port is taken. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

struct lws_protocols {
    void *callback;
};

static __attribute__((__unused__)) void protocol(struct lws_protocols *self)
{
    model_on_event(self->callback, 0);
}

/* ---- contexts ---- */

void *lws_create_context(const void *info)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void lws_context_destroy(void *context)
{
    model_client_end(context);
}

int lws_service(void *context, int timeout_ms)
{
    model_waits_for_event();
    return (int)model_any();
}

int lws_service_tsi(void *context, int timeout_ms, int tsi)
{
    model_waits_for_event();
    return (int)model_any();
}

int lws_service_fd(void *context, void *pollfd)
{
    return (int)model_any();
}

void lws_cancel_service(void *context)
{
}

void lws_cancel_service_pt(void *wsi)
{
}

void *lws_client_connect_via_info(const void *ccinfo)
{
    return (void *)model_any();
}

void *lws_create_vhost(void *context, const void *info)
{
    return (void *)model_any();
}

void lws_vhost_destroy(void *vh)
{
}

void *lws_get_vhost_by_name(void *context, const char *name)
{
    return (void *)model_any();
}

int lws_get_vhost_listen_port(void *vhost)
{
    return (int)model_any();
}

void *lws_context_user(void *context)
{
    return (void *)model_any();
}

int lws_context_is_deprecated(void *context)
{
    return (int)model_any();
}

void lws_context_destroy2(void *context)
{
}

void lws_context_deprecate(void *context, void *cb)
{
    if (cb)
        model_calls(cb, 0);
}

const void *lws_system_get_ops(void *context)
{
    return (const void *)model_any();
}

int lws_system_blob_get(void *b, void *ptr, void *len, size_t ofs)
{
    fill(len);
    return (int)model_any();
}

void *lws_system_get_state_manager(void *context)
{
    return (void *)model_any();
}

int lws_callback_on_writable_all_protocol(const void *context, const void *protocol)
{
    return (int)model_any();
}

int lws_callback_all_protocol(void *context, const void *protocol, int reason)
{
    return (int)model_any();
}

int lws_finalize_startup(void *context)
{
    return (int)model_any();
}

int lws_get_count_threads(void *context)
{
    return (int)model_any();
}

int lws_service_adjust_timeout(void *context, int timeout_ms, int tsi)
{
    return (int)model_any();
}

int lws_plat_recommended_rsa_bits(void)
{
    return (int)model_any();
}

size_t lws_get_random(void *context, void *buf, size_t len)
{
    return (size_t)model_any();
}

int lws_json_dump_context(const void *context, char *buf, int len, int hide_vhosts)
{
    return (int)model_any();
}

void *lws_adopt_socket_vhost(void *vh, int accept_fd)
{
    return (void *)model_any();
}

int lws_init_vhost_client_ssl(const void *info, void *vhost)
{
    return (int)model_any();
}
