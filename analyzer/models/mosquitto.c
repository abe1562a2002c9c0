/* libmosquitto: clients of MQTT.
 *
 * States    the API of libmosquitto 2.0 (mosquitto.h).
 * Clients   A client, and the connection that it makes. mosquitto_reinitialise() begins it anew.
 * Waiting   Connecting ends as connect(2) does.
 * Failures  There is no memory, or the identifier is refused. */
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

void *mosquitto_new(const char *id, int clean_session, void *obj)
{
    if (model_fails())
        return 0;
    keep(obj);
    return model_client(MODEL_CONNECTION);
}

void mosquitto_destroy(void *mosq)
{
    model_client_end(mosq);
}

int mosquitto_reinitialise(void *mosq, const char *id, int clean_session, void *obj)
{
    keep(obj);
    return (int)model_any();
}

void mosquitto_user_data_set(void *mosq, void *obj)
{
    keep(obj);
}

/* ---- what it calls ---- */

void mosquitto_connect_callback_set(void *mosq, void *on_connect)
{
    if (on_connect)
        model_on_event(on_connect, 0);
}

void mosquitto_connect_with_flags_callback_set(void *mosq, void *on_connect)
{
    if (on_connect)
        model_on_event(on_connect, 0);
}

void mosquitto_connect_v5_callback_set(void *mosq, void *on_connect)
{
    if (on_connect)
        model_on_event(on_connect, 0);
}

void mosquitto_disconnect_callback_set(void *mosq, void *on_disconnect)
{
    if (on_disconnect)
        model_on_event(on_disconnect, 0);
}

void mosquitto_disconnect_v5_callback_set(void *mosq, void *on_disconnect)
{
    if (on_disconnect)
        model_on_event(on_disconnect, 0);
}

void mosquitto_publish_callback_set(void *mosq, void *on_publish)
{
    if (on_publish)
        model_on_event(on_publish, 0);
}

void mosquitto_publish_v5_callback_set(void *mosq, void *on_publish)
{
    if (on_publish)
        model_on_event(on_publish, 0);
}

void mosquitto_message_callback_set(void *mosq, void *on_message)
{
    if (on_message)
        model_on_message(on_message, 0);
}

void mosquitto_message_v5_callback_set(void *mosq, void *on_message)
{
    if (on_message)
        model_on_message(on_message, 0);
}

void mosquitto_subscribe_callback_set(void *mosq, void *on_subscribe)
{
    if (on_subscribe)
        model_on_event(on_subscribe, 0);
}

void mosquitto_subscribe_v5_callback_set(void *mosq, void *on_subscribe)
{
    if (on_subscribe)
        model_on_event(on_subscribe, 0);
}

void mosquitto_unsubscribe_callback_set(void *mosq, void *on_unsubscribe)
{
    if (on_unsubscribe)
        model_on_event(on_unsubscribe, 0);
}

void mosquitto_unsubscribe_v5_callback_set(void *mosq, void *on_unsubscribe)
{
    if (on_unsubscribe)
        model_on_event(on_unsubscribe, 0);
}

void mosquitto_log_callback_set(void *mosq, void *on_log)
{
    if (on_log)
        model_on_event(on_log, 0);
}

int mosquitto_subscribe_callback(void *callback, void *userdata, const char *topic, int qos,
                                 const char *host, int port, const char *client_id, int keepalive,
                                 int clean_session, const char *username, const char *password,
                                 const void *will, const void *tls)
{
    if (callback)
        model_on_message(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int mosquitto_tls_set(void *mosq, const char *cafile, const char *capath, const char *certfile,
                      const char *keyfile, void *pw_callback)
{
    if (pw_callback)
        model_on_event(pw_callback, 0);
    return (int)model_any();
}

/* ---- its loop ---- */

int mosquitto_loop(void *mosq, int timeout, int max_packets)
{
    model_waits_for_event();
    return (int)model_any();
}

int mosquitto_loop_forever(void *mosq, int timeout, int max_packets)
{
    model_waits_for_event();
    return (int)model_any();
}

int mosquitto_loop_read(void *mosq, int max_packets)
{
    model_waits_for_event();
    return (int)model_any();
}

/* ---- what leaves a client alone ---- */

int mosquitto_connect(void *mosq, const char *host, int port, int keepalive)
{
    return (int)model_any();
}

int mosquitto_connect_async(void *mosq, const char *host, int port, int keepalive)
{
    return (int)model_any();
}

int mosquitto_connect_bind(void *mosq, const char *host, int port, int keepalive,
                           const char *bind_address)
{
    return (int)model_any();
}

int mosquitto_connect_bind_async(void *mosq, const char *host, int port, int keepalive,
                                 const char *bind_address)
{
    return (int)model_any();
}

int mosquitto_connect_bind_v5(void *mosq, const char *host, int port, int keepalive,
                              const char *bind_address, const void *properties)
{
    return (int)model_any();
}

int mosquitto_connect_srv(void *mosq, const char *host, int keepalive, const char *bind_address)
{
    return (int)model_any();
}

int mosquitto_disconnect(void *mosq)
{
    return (int)model_any();
}

int mosquitto_disconnect_v5(void *mosq, int reason_code, const void *properties)
{
    return (int)model_any();
}

int mosquitto_int_option(void *mosq, int option, int value)
{
    return (int)model_any();
}

int mosquitto_loop_misc(void *mosq)
{
    return (int)model_any();
}

int mosquitto_loop_start(void *mosq)
{
    return (int)model_any();
}

int mosquitto_loop_stop(void *mosq, int force)
{
    return (int)model_any();
}

int mosquitto_loop_write(void *mosq, int max_packets)
{
    return (int)model_any();
}

int mosquitto_max_inflight_messages_set(void *mosq, unsigned max_inflight_messages)
{
    return (int)model_any();
}

void mosquitto_message_retry_set(void *mosq, unsigned message_retry)
{
}

int mosquitto_opts_set(void *mosq, int option, void *value)
{
    return (int)model_any();
}

int mosquitto_publish(void *mosq, void *mid, const char *topic, int payloadlen, const void *payload,
                      int qos, int retain)
{
    fill(mid);
    return (int)model_any();
}

int mosquitto_publish_v5(void *mosq, void *mid, const char *topic, int payloadlen,
                         const void *payload, int qos, int retain, const void *properties)
{
    fill(mid);
    return (int)model_any();
}

int mosquitto_reconnect(void *mosq)
{
    return (int)model_any();
}

int mosquitto_reconnect_async(void *mosq)
{
    return (int)model_any();
}

int mosquitto_reconnect_delay_set(void *mosq, unsigned reconnect_delay,
                                  unsigned reconnect_delay_max, int reconnect_exponential_backoff)
{
    return (int)model_any();
}

int mosquitto_socket(void *mosq)
{
    return (int)model_any();
}

int mosquitto_socks5_set(void *mosq, const char *host, int port, const char *username,
                         const char *password)
{
    return (int)model_any();
}

void *mosquitto_ssl_get(void *mosq)
{
    return (void *)model_any();
}

int mosquitto_string_option(void *mosq, int option, const char *value)
{
    return (int)model_any();
}

int mosquitto_subscribe(void *mosq, void *mid, const char *sub, int qos)
{
    fill(mid);
    return (int)model_any();
}

int mosquitto_subscribe_multiple(void *mosq, void *mid, int sub_count, void **sub, int qos,
                                 int options, const void *properties)
{
    fill(mid);
    return (int)model_any();
}

int mosquitto_subscribe_v5(void *mosq, void *mid, const char *sub, int qos, int options,
                           const void *properties)
{
    fill(mid);
    return (int)model_any();
}

int mosquitto_threaded_set(void *mosq, int threaded)
{
    return (int)model_any();
}

int mosquitto_tls_insecure_set(void *mosq, int value)
{
    return (int)model_any();
}

int mosquitto_tls_opts_set(void *mosq, int cert_reqs, const char *tls_version, const char *ciphers)
{
    return (int)model_any();
}

int mosquitto_tls_psk_set(void *mosq, const char *psk, const char *identity, const char *ciphers)
{
    return (int)model_any();
}

int mosquitto_unsubscribe(void *mosq, void *mid, const char *sub)
{
    fill(mid);
    return (int)model_any();
}

int mosquitto_unsubscribe_multiple(void *mosq, void *mid, int sub_count, void **sub,
                                   const void *properties)
{
    fill(mid);
    return (int)model_any();
}

int mosquitto_unsubscribe_v5(void *mosq, void *mid, const char *sub, const void *properties)
{
    fill(mid);
    return (int)model_any();
}

void *mosquitto_userdata(void *mosq)
{
    return (void *)model_any();
}

int mosquitto_username_pw_set(void *mosq, const char *username, const char *password)
{
    return (int)model_any();
}

int mosquitto_void_option(void *mosq, int option, void *value)
{
    return (int)model_any();
}

int mosquitto_want_write(void *mosq)
{
    return (int)model_any();
}

int mosquitto_will_clear(void *mosq)
{
    return (int)model_any();
}

int mosquitto_will_set(void *mosq, const char *topic, int payloadlen, const void *payload, int qos,
                       int retain)
{
    return (int)model_any();
}

int mosquitto_will_set_v5(void *mosq, const char *topic, int payloadlen, const void *payload,
                          int qos, int retain, void *properties)
{
    return (int)model_any();
}
