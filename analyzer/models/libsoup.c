/* libsoup: sessions.
 *
 * States    the reference manual of libsoup 3.2, and the sessions of libsoup 2.4.
 * Clients   A session, with its pool of connections, until g_object_unref() (gobject_clients.c). A message
 *           is not.
 * Waiting   What sends a message and waits for its answer, unless a time-out is set, or a property: it may be
 *           one.
 * Handlers  A callback is called once, in the main loop.
 * Failures  None. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- sessions ---- */

void *soup_session_new(void)
{
    return model_client(MODEL_CONNECTION);
}

void *soup_session_new_with_options(const char *optname1, ...)
{
    void *session = model_client(MODEL_CONNECTION);
    model_client_bounds(session);
    return session;
}

void soup_session_set_timeout(void *session, unsigned timeout)
{
    model_client_bounds(session);
}

void *soup_session_send(void *session, void *msg, void *cancellable, void **error)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void *soup_session_send_and_read(void *session, void *msg, void *cancellable, void **error)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void soup_session_send_async(void *session, void *msg, int io_priority, void *cancellable,
                             void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void soup_session_send_and_read_async(void *session, void *msg, int io_priority, void *cancellable,
                                      void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void soup_session_preconnect_async(void *session, void *msg, int io_priority, void *cancellable,
                                   void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void soup_session_websocket_connect_async(void *session, void *msg, const char *origin,
                                          void **protocols, int io_priority, void *cancellable,
                                          void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

/* ---- what leaves a session alone ---- */

void glib_autoptr_cleanup_SoupSession(void **ptr)
{
    if (ptr)
        *ptr = (void *)model_any();
}

void glib_autoptr_clear_SoupSession(void *ptr)
{
}

void soup_session_abort(void *session)
{
}

void soup_session_add_feature(void *session, void *feature)
{
}

void soup_session_add_feature_by_type(void *session, unsigned long feature_type)
{
}

const char *soup_session_get_accept_language(void *session)
{
    return (const char *)model_any();
}

int soup_session_get_accept_language_auto(void *session)
{
    return (int)model_any();
}

void *soup_session_get_async_result_message(void *session, void *result)
{
    return (void *)model_any();
}

void *soup_session_get_feature(void *session, unsigned long feature_type)
{
    return (void *)model_any();
}

void *soup_session_get_feature_for_message(void *session, unsigned long feature_type, void *msg)
{
    return (void *)model_any();
}

unsigned soup_session_get_idle_timeout(void *session)
{
    return (unsigned)model_any();
}

void *soup_session_get_local_address(void *session)
{
    return (void *)model_any();
}

unsigned soup_session_get_max_conns(void *session)
{
    return (unsigned)model_any();
}

unsigned soup_session_get_max_conns_per_host(void *session)
{
    return (unsigned)model_any();
}

void *soup_session_get_proxy_resolver(void *session)
{
    return (void *)model_any();
}

void *soup_session_get_remote_connectable(void *session)
{
    return (void *)model_any();
}

unsigned soup_session_get_timeout(void *session)
{
    return (unsigned)model_any();
}

void *soup_session_get_tls_database(void *session)
{
    return (void *)model_any();
}

void *soup_session_get_tls_interaction(void *session)
{
    return (void *)model_any();
}

const char *soup_session_get_user_agent(void *session)
{
    return (const char *)model_any();
}

int soup_session_has_feature(void *session, unsigned long feature_type)
{
    return (int)model_any();
}

int soup_session_preconnect_finish(void *session, void *result, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

void soup_session_remove_feature(void *session, void *feature)
{
}

void soup_session_remove_feature_by_type(void *session, unsigned long feature_type)
{
}

void *soup_session_send_and_read_finish(void *session, void *result, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void *soup_session_send_finish(void *session, void *result, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void soup_session_set_accept_language(void *session, const char *accept_language)
{
}

void soup_session_set_accept_language_auto(void *session, int accept_language_auto)
{
}

void soup_session_set_idle_timeout(void *session, unsigned timeout)
{
}

void soup_session_set_proxy_resolver(void *session, void *proxy_resolver)
{
}

void soup_session_set_tls_database(void *session, void *tls_database)
{
}

void soup_session_set_tls_interaction(void *session, void *tls_interaction)
{
}

void soup_session_set_user_agent(void *session, const char *user_agent)
{
}

void *soup_session_websocket_connect_finish(void *session, void *result, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}
