/* Eclipse Paho: clients of MQTT, the asynchronous ones.
 *
 * States    the API of the Paho C library 1.3 (MQTTAsync.h).
 * Clients   A client, with threads that all of them share.
 * Handlers  What is to be called once an operation has ended stands in a struct of its options: it is
 *           not followed.
 * Failures  There is no memory, or the address is refused. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- clients ---- */

int MQTTAsync_create(void **ret_client, const char *server_uri, const char *client_id,
                     int persistence_type, void *persistence_context)
{
    if (model_fails())
        return model_nonzero();
    *ret_client = model_client(MODEL_CONNECTION);
    return 0;
}

int MQTTAsync_createWithOptions(void **ret_client, const char *server_uri, const char *client_id,
                                int persistence_type, void *persistence_context, void *options)
{
    if (model_fails())
        return model_nonzero();
    *ret_client = model_client(MODEL_CONNECTION);
    return 0;
}

void MQTTAsync_destroy(void **client)
{
    model_client_end(*client);
    *client = 0;
}

/* ---- what it calls ---- */

int MQTTAsync_setCallbacks(void *client, void *data, void *cl, void *ma, void *dc)
{
    if (cl)
        model_on_event(cl, data);
    keep(data);
    if (ma)
        model_on_message(ma, data);
    if (dc)
        model_on_event(dc, data);
    return (int)model_any();
}

int MQTTAsync_setConnectionLostCallback(void *client, void *data, void *cl)
{
    if (cl)
        model_on_event(cl, data);
    keep(data);
    return (int)model_any();
}

int MQTTAsync_setMessageArrivedCallback(void *client, void *data, void *ma)
{
    if (ma)
        model_on_message(ma, data);
    keep(data);
    return (int)model_any();
}

int MQTTAsync_setDeliveryCompleteCallback(void *client, void *data, void *dc)
{
    if (dc)
        model_on_event(dc, data);
    keep(data);
    return (int)model_any();
}

int MQTTAsync_setConnected(void *client, void *data, void *co)
{
    if (co)
        model_on_event(co, data);
    keep(data);
    return (int)model_any();
}

int MQTTAsync_setDisconnected(void *client, void *data, void *co)
{
    if (co)
        model_on_event(co, data);
    keep(data);
    return (int)model_any();
}

int MQTTAsync_setUpdateConnectOptions(void *client, void *data, void *co)
{
    if (co)
        model_on_event(co, data);
    keep(data);
    return (int)model_any();
}

/* ---- what leaves a client alone ---- */

int MQTTAsync_connect(void *handle, const void *options)
{
    return (int)model_any();
}

int MQTTAsync_disconnect(void *handle, const void *options)
{
    return (int)model_any();
}

int MQTTAsync_getPendingTokens(void *handle, void **tokens)
{
    if (tokens)
        *tokens = (void *)model_any();
    return (int)model_any();
}

int MQTTAsync_isComplete(void *handle, int token)
{
    return (int)model_any();
}

int MQTTAsync_isConnected(void *handle)
{
    return (int)model_any();
}

int MQTTAsync_reconnect(void *handle)
{
    return (int)model_any();
}

int MQTTAsync_send(void *handle, const char *destination_name, int payloadlen, const void *payload,
                   int qos, int retained, void *response)
{
    return (int)model_any();
}

int MQTTAsync_sendMessage(void *handle, const char *destination_name, const void *msg,
                          void *response)
{
    return (int)model_any();
}

int MQTTAsync_subscribe(void *handle, const char *topic, int qos, void *response)
{
    return (int)model_any();
}

int MQTTAsync_subscribeMany(void *handle, int count, void **topic, const void *qos, void *response)
{
    return (int)model_any();
}

int MQTTAsync_unsubscribe(void *handle, const char *topic, void *response)
{
    return (int)model_any();
}

int MQTTAsync_unsubscribeMany(void *handle, int count, void **topic, void *response)
{
    return (int)model_any();
}

int MQTTAsync_waitForCompletion(void *handle, int token, unsigned long timeout)
{
    return (int)model_any();
}
