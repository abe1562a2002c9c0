/* libcoap: contexts.
 *
 * States    the manual pages of libcoap 4.3.
 * Clients   A context. Its sessions, resources and messages are its own.
 * Waiting   coap_io_process() waits for messages: a loop around it runs per event.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

void *coap_new_context(const void *listen_addr)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void coap_free_context(void *context)
{
    model_client_end(context);
}

int coap_io_process(void *ctx, unsigned timeout_ms)
{
    model_waits_for_event();
    return (int)model_any();
}

int coap_io_process_with_fds(void *ctx, unsigned timeout_ms, int nfds, void *readfds,
                             void *writefds, void *exceptfds)
{
    model_waits_for_event();
    return (int)model_any();
}

void coap_register_response_handler(void *context, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

void coap_register_nack_handler(void *context, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

void coap_register_ping_handler(void *context, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

void coap_register_pong_handler(void *context, void *handler)
{
    if (handler)
        model_on_event(handler, 0);
}

void coap_register_event_handler(void *context, void *hnd)
{
    if (hnd)
        model_on_event(hnd, 0);
}

int coap_context_set_psk(void *context, const char *hint, const void *key, size_t key_len)
{
    return (int)model_any();
}

int coap_context_set_pki(void *context, const void *setup_data)
{
    return (int)model_any();
}

int coap_context_set_pki_root_cas(void *context, const char *ca_file, const char *ca_dir)
{
    return (int)model_any();
}

void coap_context_set_keepalive(void *context, unsigned seconds)
{
}

void coap_context_set_block_mode(void *context, unsigned char block_mode)
{
}

void coap_context_set_max_idle_sessions(void *context, unsigned max_idle_sessions)
{
}

int coap_context_get_coap_fd(const void *context)
{
    return (int)model_any();
}

void coap_set_app_data(void *context, void *data)
{
}

void *coap_get_app_data(const void *context)
{
    return (void *)model_any();
}

void *coap_new_client_session(void *ctx, const void *local_if, const void *server, int proto)
{
    return (void *)model_any();
}

void *coap_new_client_session_psk2(void *ctx, const void *local_if, const void *server, int proto,
                                   void *setup_data)
{
    return (void *)model_any();
}

void *coap_new_client_session_pki(void *ctx, const void *local_if, const void *server, int proto,
                                  void *setup_data)
{
    return (void *)model_any();
}

void *coap_new_endpoint(void *context, const void *listen_addr, int proto)
{
    return (void *)model_any();
}

void coap_add_resource(void *context, void *resource)
{
}

int coap_delete_resource(void *context, void *resource)
{
    return (int)model_any();
}

void *coap_get_resource_from_uri_path(void *context, void *uri_path)
{
    return (void *)model_any();
}

int coap_can_exit(void *context)
{
    return (int)model_any();
}

int coap_join_mcast_group_intf(void *ctx, const char *groupname, const char *ifname)
{
    return (int)model_any();
}

void *coap_session_get_context(const void *session)
{
    return (void *)model_any();
}
