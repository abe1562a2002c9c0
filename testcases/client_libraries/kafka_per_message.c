/* A producer for each message that comes in, and one for all of them. */
#include "libraries.h"

static void forward(rd_kafka_t *producer, const void *message)
{
    rd_kafka_topic_t *topic = rd_kafka_topic_new(producer, "news", NULL);
    rd_kafka_produce(topic, -1, 2, (void *)message, 4, NULL, 0, NULL);
    rd_kafka_topic_destroy(topic);
}

static void on_message_bad(struct mosquitto *client, void *data, const void *message)
{
    rd_kafka_t *producer =
        rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), NULL, 0); // EXPECT: client-per-request
    (void)client;
    (void)data;
    if (!producer)
        return;
    forward(producer, message);
    rd_kafka_flush(producer, 1000);
    rd_kafka_destroy(producer);
}

static void on_message_ok(struct mosquitto *client, void *data, const void *message)
{
    (void)client;
    forward(data, message);
}

int main(void)
{
    rd_kafka_t *producer = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), NULL, 0);
    struct mosquitto *one = mosquitto_new("one", 1, NULL);
    struct mosquitto *other = mosquitto_new("other", 1, producer);
    if (one && other && producer) {
        mosquitto_message_callback_set(one, on_message_bad);
        mosquitto_message_callback_set(other, on_message_ok);
        mosquitto_loop_forever(other, -1, 1);
    }
    mosquitto_destroy(one);
    mosquitto_destroy(other);
    if (producer)
        rd_kafka_destroy(producer);
    return 0;
}
