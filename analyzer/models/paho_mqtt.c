/* Eclipse Paho: clients of MQTT, the synchronous ones.
 *
 * States    the API of the Paho C library 1.3 (MQTTClient.h).
 * Clients   A client, with threads that all of them share.
 * Waiting   Each call is bounded by a time-out, of which connecting has one of 30 seconds by default.
 * Failures  There is no memory, or the address is refused. */
#include <stranded/primitives.h>

/* What is passed by value and of no interest. */
struct model_value {
    long value;
};

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

int MQTTClient_create(void **ret_client, const char *server_uri, const char *client_id,
                      int persistence_type, void *persistence_context)
{
    if (model_fails())
        return model_nonzero();
    *ret_client = model_client(MODEL_CONNECTION);
    return 0;
}

int MQTTClient_createWithOptions(void **ret_client, const char *server_uri, const char *client_id,
                                 int persistence_type, void *persistence_context, void *options)
{
    if (model_fails())
        return model_nonzero();
    *ret_client = model_client(MODEL_CONNECTION);
    return 0;
}

void MQTTClient_destroy(void **client)
{
    model_client_end(*client);
    *client = 0;
}

/* ---- what it calls ---- */

int MQTTClient_setCallbacks(void *client, void *data, void *cl, void *ma, void *dc)
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

int MQTTClient_setDisconnected(void *client, void *data, void *co)
{
    if (co)
        model_on_event(co, data);
    keep(data);
    return (int)model_any();
}

int MQTTClient_setPublished(void *client, void *data, void *co)
{
    if (co)
        model_on_event(co, data);
    keep(data);
    return (int)model_any();
}

/* ---- waiting for messages ---- */

int MQTTClient_receive(void *handle, void **topic_name, void *topic_len, void **message,
                       unsigned long timeout)
{
    model_waits_for_message();
    if (topic_name)
        *topic_name = (void *)model_any();
    fill(topic_len);
    if (message)
        *message = (void *)model_any();
    return (int)model_any();
}

/* ---- what leaves a client alone ---- */

int MQTTClient_connect(void *handle, void *options)
{
    return (int)model_any();
}

struct model_value MQTTClient_connect5(void *handle, void *options, void *connect_properties,
                                       void *will_properties)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int MQTTClient_disconnect(void *handle, int timeout)
{
    return (int)model_any();
}

int MQTTClient_disconnect5(void *handle, int timeout, int reason, void *props)
{
    return (int)model_any();
}

int MQTTClient_getPendingDeliveryTokens(void *handle, void **tokens)
{
    if (tokens)
        *tokens = (void *)model_any();
    return (int)model_any();
}

int MQTTClient_isConnected(void *handle)
{
    return (int)model_any();
}

int MQTTClient_publish(void *handle, const char *topic_name, int payloadlen, const void *payload,
                       int qos, int retained, void *dt)
{
    fill(dt);
    return (int)model_any();
}

struct model_value MQTTClient_publish5(void *handle, const char *topic_name, int payloadlen,
                                       const void *payload, int qos, int retained, void *properties,
                                       void *dt)
{
    fill(dt);
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int MQTTClient_publishMessage(void *handle, const char *topic_name, void *msg, void *dt)
{
    fill(dt);
    return (int)model_any();
}

struct model_value MQTTClient_publishMessage5(void *handle, const char *topic_name, void *msg,
                                              void *dt)
{
    fill(dt);
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int MQTTClient_setCommandTimeout(void *handle, unsigned long milli_seconds)
{
    return (int)model_any();
}

int MQTTClient_subscribe(void *handle, const char *topic, int qos)
{
    return (int)model_any();
}

struct model_value MQTTClient_subscribe5(void *handle, const char *topic, int qos, void *opts,
                                         void *props)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int MQTTClient_subscribeMany(void *handle, int count, void **topic, void *qos)
{
    fill(qos);
    return (int)model_any();
}

struct model_value MQTTClient_subscribeMany5(void *handle, int count, void **topic, void *qos,
                                             void *opts, void *props)
{
    fill(qos);
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int MQTTClient_unsubscribe(void *handle, const char *topic)
{
    return (int)model_any();
}

struct model_value MQTTClient_unsubscribe5(void *handle, const char *topic, void *props)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int MQTTClient_unsubscribeMany(void *handle, int count, void **topic)
{
    return (int)model_any();
}

struct model_value MQTTClient_unsubscribeMany5(void *handle, int count, void **topic, void *props)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int MQTTClient_waitForCompletion(void *handle, int dt, unsigned long timeout)
{
    return (int)model_any();
}

void MQTTClient_yield(void)
{
}
