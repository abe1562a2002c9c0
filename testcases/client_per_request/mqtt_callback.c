/* Each message that comes is written through a connection of its own; or through the one of the program. */
#include "mini_mosquitto.h"
#include "mini_redis.h"

#include <stddef.h>

static const struct timeval soon = {1, 0};

static void put(redisContext *redis, const struct mosquitto_message *message)
{
    void *reply = redisCommand(redis, "SET %s %b", message->topic, message->payload,
                               (size_t)message->payloadlen);
    if (reply != NULL)
        freeReplyObject(reply);
}

static void on_message_bad(struct mosquitto *mosquitto, void *data,
                           const struct mosquitto_message *message)
{
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon); // EXPECT: client-per-request
    (void)mosquitto;
    (void)data;
    if (redis == NULL)
        return;
    redisSetTimeout(redis, soon);
    put(redis, message);
    redisFree(redis);
}

static void on_message_ok(struct mosquitto *mosquitto, void *data,
                          const struct mosquitto_message *message)
{
    (void)mosquitto;
    put(data, message);
}

int main(void)
{
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
    if (redis == NULL)
        return 1;
    redisSetTimeout(redis, soon);
    struct mosquitto *first = mosquitto_new("first", true, NULL);
    struct mosquitto *second = mosquitto_new("second", true, redis);
    if (first == NULL || second == NULL)
        return 1;
    mosquitto_message_callback_set(first, on_message_bad);
    mosquitto_message_callback_set(second, on_message_ok);
    mosquitto_connect(first, "broker", 1883, 60);
    mosquitto_connect(second, "broker", 1883, 60);
    mosquitto_loop_forever(second, -1, 1);
    mosquitto_destroy(first);
    mosquitto_destroy(second);
    redisFree(redis);
    return 0;
}
