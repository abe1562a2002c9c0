/* The C client of NATS: connections.
 *
 * States    the API of the NATS C client 3.4 (nats.h).
 * Clients   A connection, with its threads. Subscriptions, messages and options are none.
 * Waiting   A request is told for how long.
 * Failures  There is no server, or no memory. */
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

/* ---- connections ---- */

int natsConnection_Connect(void **ret_connection, void *options)
{
    if (model_fails())
        return model_nonzero();
    *ret_connection = model_client(MODEL_THREADS);
    return 0;
}

int natsConnection_ConnectTo(void **ret_connection, const char *urls)
{
    if (model_fails())
        return model_nonzero();
    *ret_connection = model_client(MODEL_THREADS);
    return 0;
}

void natsConnection_Destroy(void *nc)
{
    model_client_end(nc);
}

void natsConnection_Close(void *nc)
{
}

/* ---- what it calls ---- */

int natsConnection_Subscribe(void **ret_subscription, void *nc, const char *subject, void *cb,
                             void *cb_closure)
{
    if (ret_subscription)
        *ret_subscription = (void *)model_any();
    if (cb)
        model_on_message(cb, cb_closure);
    keep(cb_closure);
    return (int)model_any();
}

int natsConnection_SubscribeTimeout(void **ret_subscription, void *nc, const char *subject,
                                    long timeout, void *cb, void *cb_closure)
{
    if (ret_subscription)
        *ret_subscription = (void *)model_any();
    if (cb)
        model_on_message(cb, cb_closure);
    keep(cb_closure);
    return (int)model_any();
}

int natsConnection_QueueSubscribe(void **ret_subscription, void *nc, const char *subject,
                                  const char *queue_group, void *cb, void *cb_closure)
{
    if (ret_subscription)
        *ret_subscription = (void *)model_any();
    if (cb)
        model_on_message(cb, cb_closure);
    keep(cb_closure);
    return (int)model_any();
}

int natsConnection_QueueSubscribeTimeout(void **ret_subscription, void *nc, const char *subject,
                                         const char *queue_group, long timeout, void *cb,
                                         void *cb_closure)
{
    if (ret_subscription)
        *ret_subscription = (void *)model_any();
    if (cb)
        model_on_message(cb, cb_closure);
    keep(cb_closure);
    return (int)model_any();
}

int natsSubscription_NextMsg(void **next_msg, void *sub, long timeout)
{
    model_waits_for_message();
    if (next_msg)
        *next_msg = (void *)model_any();
    return (int)model_any();
}

int natsSubscription_SetOnCompleteCB(void *sub, void *cb, void *closure)
{
    if (cb)
        model_calls(cb, closure);
    keep(closure);
    return (int)model_any();
}

int js_Subscribe(void **sub, void *js, const char *subject, void *cb, void *cb_closure, void *opts,
                 void *sub_opts, void *err_code)
{
    if (sub)
        *sub = (void *)model_any();
    fill(err_code);
    if (cb)
        model_on_message(cb, cb_closure);
    keep(cb_closure);
    return (int)model_any();
}

int natsOptions_SetErrorHandler(void *opts, void *err_handler, void *closure)
{
    if (err_handler)
        model_on_event(err_handler, closure);
    keep(closure);
    return (int)model_any();
}

int natsOptions_SetClosedCB(void *opts, void *closed_cb, void *closure)
{
    if (closed_cb)
        model_on_event(closed_cb, closure);
    keep(closure);
    return (int)model_any();
}

int natsOptions_SetDisconnectedCB(void *opts, void *disconnected_cb, void *closure)
{
    if (disconnected_cb)
        model_on_event(disconnected_cb, closure);
    keep(closure);
    return (int)model_any();
}

int natsOptions_SetReconnectedCB(void *opts, void *reconnected_cb, void *closure)
{
    if (reconnected_cb)
        model_on_event(reconnected_cb, closure);
    keep(closure);
    return (int)model_any();
}

int natsOptions_SetDiscoveredServersCB(void *opts, void *discovered_servers_cb, void *closure)
{
    if (discovered_servers_cb)
        model_on_event(discovered_servers_cb, closure);
    keep(closure);
    return (int)model_any();
}

int natsOptions_SetLameDuckModeCB(void *opts, void *lame_duck_cb, void *closure)
{
    if (lame_duck_cb)
        model_on_event(lame_duck_cb, closure);
    keep(closure);
    return (int)model_any();
}

/* ---- what leaves a connection alone ---- */

int natsConnection_Buffered(void *nc)
{
    return (int)model_any();
}

int natsConnection_Drain(void *nc)
{
    return (int)model_any();
}

int natsConnection_DrainTimeout(void *nc, long timeout)
{
    return (int)model_any();
}

int natsConnection_Flush(void *nc)
{
    return (int)model_any();
}

int natsConnection_FlushTimeout(void *nc, long timeout)
{
    return (int)model_any();
}

int natsConnection_GetClientID(void *nc, void *cid)
{
    fill(cid);
    return (int)model_any();
}

int natsConnection_GetClientIP(void *nc, void **ip)
{
    if (ip)
        *ip = (void *)model_any();
    return (int)model_any();
}

int natsConnection_GetConnectedServerId(void *nc, char *buffer, size_t buffer_size)
{
    return (int)model_any();
}

int natsConnection_GetConnectedUrl(void *nc, char *buffer, size_t buffer_size)
{
    return (int)model_any();
}

int natsConnection_GetDiscoveredServers(void *nc, void **servers, void *count)
{
    if (servers)
        *servers = (void *)model_any();
    fill(count);
    return (int)model_any();
}

int natsConnection_GetLastError(void *nc, void **last_error)
{
    return (int)model_any();
}

int natsConnection_GetLocalIPAndPort(void *nc, void **ip, void *port)
{
    if (ip)
        *ip = (void *)model_any();
    fill(port);
    return (int)model_any();
}

long natsConnection_GetMaxPayload(void *nc)
{
    return model_any();
}

int natsConnection_GetRTT(void *nc, void *rtt)
{
    fill(rtt);
    return (int)model_any();
}

int natsConnection_GetServers(void *nc, void **servers, void *count)
{
    if (servers)
        *servers = (void *)model_any();
    fill(count);
    return (int)model_any();
}

int natsConnection_GetStats(void *nc, void *stats)
{
    return (int)model_any();
}

int natsConnection_HasHeaderSupport(void *nc)
{
    return (int)model_any();
}

int natsConnection_IsClosed(void *nc)
{
    return (int)model_any();
}

int natsConnection_IsDraining(void *nc)
{
    return (int)model_any();
}

int natsConnection_IsReconnecting(void *nc)
{
    return (int)model_any();
}

int natsConnection_JetStream(void **js, void *nc, void *opts)
{
    if (js)
        *js = (void *)model_any();
    return (int)model_any();
}

void natsConnection_ProcessReadEvent(void *nc)
{
}

void natsConnection_ProcessWriteEvent(void *nc)
{
}

int natsConnection_Publish(void *nc, const char *subj, const void *data, int data_len)
{
    return (int)model_any();
}

int natsConnection_PublishMsg(void *nc, void *msg)
{
    return (int)model_any();
}

int natsConnection_PublishRequest(void *nc, const char *subj, const char *reply, const void *data,
                                  int data_len)
{
    return (int)model_any();
}

int natsConnection_PublishRequestString(void *nc, const char *subj, const char *reply,
                                        const char *str)
{
    return (int)model_any();
}

int natsConnection_PublishString(void *nc, const char *subj, const char *str)
{
    return (int)model_any();
}

int natsConnection_QueueSubscribeSync(void **sub, void *nc, const char *subject,
                                      const char *queue_group)
{
    if (sub)
        *sub = (void *)model_any();
    return (int)model_any();
}

int natsConnection_Request(void **reply_msg, void *nc, const char *subj, const void *data,
                           int data_len, long timeout)
{
    if (reply_msg)
        *reply_msg = (void *)model_any();
    return (int)model_any();
}

int natsConnection_RequestMsg(void **reply_msg, void *nc, void *request_msg, long timeout)
{
    if (reply_msg)
        *reply_msg = (void *)model_any();
    return (int)model_any();
}

int natsConnection_RequestString(void **reply_msg, void *nc, const char *subj, const char *str,
                                 long timeout)
{
    if (reply_msg)
        *reply_msg = (void *)model_any();
    return (int)model_any();
}

int natsConnection_Sign(void *nc, const void *message, int message_len, void *sig)
{
    return (int)model_any();
}

int natsConnection_Status(void *nc)
{
    return (int)model_any();
}

int natsConnection_SubscribeSync(void **sub, void *nc, const char *subject)
{
    if (sub)
        *sub = (void *)model_any();
    return (int)model_any();
}
