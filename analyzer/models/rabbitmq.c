/* rabbitmq-c: connections to AMQP 0-9-1 brokers.
 *
 * States    the header of rabbitmq-c 0.11 (amqp.h, amqp_framing.h).
 * Clients   A connection. Its socket and its channels are its own.
 * Waiting   Each command waits for its answer, the ones of opening a connection by default not for ever
 *           (amqp_login()). Bounded by amqp_set_rpc_timeout(), and where the two sides have agreed to hear
 *           from each other now and then.
 * Failures  There is no memory for a connection. */
#include <stranded/primitives.h>

/* What is passed by value and of no interest. */
struct model_value {
    long value;
};

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- connections ---- */

void *amqp_new_connection(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int amqp_destroy_connection(void *state)
{
    model_client_end(state);
    return (int)model_any();
}

int amqp_set_rpc_timeout(void *state, const void *timeout)
{
    model_client_bounds(state);
    return (int)model_any();
}

void *amqp_tcp_socket_new(void *state)
{
    return (void *)model_any();
}

void *amqp_ssl_socket_new(void *state)
{
    return (void *)model_any();
}

int amqp_socket_open(void *self, const char *host, int port)
{
    return (int)model_any();
}

int amqp_socket_open_noblock(void *self, const char *host, int port, const void *timeout)
{
    return (int)model_any();
}

struct model_value amqp_login(void *state, const char *vhost, int channel_max, int frame_max,
                              int heartbeat, int sasl_method, ...)
{
    struct model_value value = *(struct model_value *)model_any();

    if (heartbeat)
        model_client_bounds(state);
    return value;
}

struct model_value amqp_login_with_properties(void *state, const char *vhost, int channel_max,
                                              int frame_max, int heartbeat, const void *properties,
                                              int sasl_method, ...)
{
    struct model_value value = *(struct model_value *)model_any();

    if (heartbeat)
        model_client_bounds(state);
    return value;
}

struct model_value amqp_connection_close(void *state, int code)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

/* ---- waiting for messages ---- */

struct model_value amqp_consume_message(void *state, void *envelope, const void *timeout, int flags)
{
    model_waits_for_message();
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int amqp_simple_wait_frame(void *state, void *decoded_frame)
{
    model_waits_for_message();
    return (int)model_any();
}

int amqp_simple_wait_frame_noblock(void *state, void *decoded_frame, const void *tv)
{
    model_waits_for_message();
    return (int)model_any();
}

struct model_value amqp_read_message(void *state, unsigned short channel, void *message, int flags)
{
    model_waits_for_message();
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

/* ---- commands, each with its answer ---- */

void *amqp_channel_open(void *state, unsigned short channel)
{
    model_client_blocks(state);
    return (void *)model_any();
}

struct model_value amqp_channel_close(void *state, unsigned short channel, int code)
{
    model_client_blocks(state);
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value amqp_simple_rpc(void *state, unsigned short channel, unsigned request_id,
                                   void *expected_reply_ids, void *decoded_request_method)
{
    model_client_blocks(state);
    fill(expected_reply_ids);
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *amqp_simple_rpc_decoded(void *state, unsigned short channel, unsigned request_id,
                              unsigned reply_id, void *decoded_request_method)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_exchange_declare(void *state, unsigned short channel, struct model_value exchange,
                            struct model_value type, int passive, int durable, int auto_delete,
                            int internal, struct model_value arguments)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_exchange_delete(void *state, unsigned short channel, struct model_value exchange,
                           int if_unused)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_exchange_bind(void *state, unsigned short channel, struct model_value destination,
                         struct model_value source, struct model_value routing_key,
                         struct model_value arguments)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_exchange_unbind(void *state, unsigned short channel, struct model_value destination,
                           struct model_value source, struct model_value routing_key,
                           struct model_value arguments)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_queue_declare(void *state, unsigned short channel, struct model_value queue, int passive,
                         int durable, int exclusive, int auto_delete, struct model_value arguments)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_queue_bind(void *state, unsigned short channel, struct model_value queue,
                      struct model_value exchange, struct model_value routing_key,
                      struct model_value arguments)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_queue_unbind(void *state, unsigned short channel, struct model_value queue,
                        struct model_value exchange, struct model_value routing_key,
                        struct model_value arguments)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_queue_purge(void *state, unsigned short channel, struct model_value queue)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_queue_delete(void *state, unsigned short channel, struct model_value queue,
                        int if_unused, int if_empty)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_basic_qos(void *state, unsigned short channel, unsigned prefetch_size,
                     unsigned short prefetch_count, int global)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_basic_consume(void *state, unsigned short channel, struct model_value queue,
                         struct model_value consumer_tag, int no_local, int no_ack, int exclusive,
                         struct model_value arguments)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_basic_cancel(void *state, unsigned short channel, struct model_value consumer_tag)
{
    model_client_blocks(state);
    return (void *)model_any();
}

struct model_value amqp_basic_get(void *state, unsigned short channel, struct model_value queue,
                                  int no_ack)
{
    model_client_blocks(state);
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *amqp_basic_recover(void *state, unsigned short channel, int requeue)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_tx_select(void *state, unsigned short channel)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_tx_commit(void *state, unsigned short channel)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_tx_rollback(void *state, unsigned short channel)
{
    model_client_blocks(state);
    return (void *)model_any();
}

void *amqp_confirm_select(void *state, unsigned short channel)
{
    model_client_blocks(state);
    return (void *)model_any();
}

/* ---- what leaves a connection alone ---- */

int amqp_basic_ack(void *state, unsigned short channel, unsigned long delivery_tag, int multiple)
{
    return (int)model_any();
}

int amqp_basic_nack(void *state, unsigned short channel, unsigned long delivery_tag, int multiple,
                    int requeue)
{
    return (int)model_any();
}

int amqp_basic_publish(void *state, unsigned short channel, struct model_value exchange,
                       struct model_value routing_key, int mandatory, int immediate,
                       const void *properties, struct model_value body)
{
    return (int)model_any();
}

int amqp_basic_reject(void *state, unsigned short channel, unsigned long delivery_tag, int requeue)
{
    return (int)model_any();
}

int amqp_data_in_buffer(void *state)
{
    return (int)model_any();
}

int amqp_frames_enqueued(void *state)
{
    return (int)model_any();
}

int amqp_get_channel_max(void *state)
{
    return (int)model_any();
}

void *amqp_get_client_properties(void *state)
{
    return (void *)model_any();
}

int amqp_get_frame_max(void *state)
{
    return (int)model_any();
}

void *amqp_get_handshake_timeout(void *state)
{
    return (void *)model_any();
}

int amqp_get_heartbeat(void *state)
{
    return (int)model_any();
}

struct model_value amqp_get_rpc_reply(void *state)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *amqp_get_rpc_timeout(void *state)
{
    return (void *)model_any();
}

void *amqp_get_server_properties(void *state)
{
    return (void *)model_any();
}

void *amqp_get_socket(void *state)
{
    return (void *)model_any();
}

int amqp_get_sockfd(void *state)
{
    return (int)model_any();
}

int amqp_handle_input(void *state, struct model_value received_data, void *decoded_frame)
{
    return (int)model_any();
}

void amqp_maybe_release_buffers(void *state)
{
}

void amqp_maybe_release_buffers_on_channel(void *state, unsigned short channel)
{
}

void amqp_release_buffers(void *state)
{
}

int amqp_release_buffers_ok(void *state)
{
    return (int)model_any();
}

int amqp_send_frame(void *state, const void *frame)
{
    return (int)model_any();
}

int amqp_send_header(void *state)
{
    return (int)model_any();
}

int amqp_send_method(void *state, unsigned short channel, unsigned id, void *decoded)
{
    return (int)model_any();
}

int amqp_set_handshake_timeout(void *state, const void *timeout)
{
    return (int)model_any();
}

void amqp_set_sockfd(void *state, int sockfd)
{
}

int amqp_simple_wait_method(void *state, unsigned short expected_channel, unsigned expected_method,
                            void *output)
{
    return (int)model_any();
}

int amqp_tune_connection(void *state, int channel_max, int frame_max, int heartbeat)
{
    return (int)model_any();
}
