/* Clients of message brokers. */
#include "libraries.h"

int mosquitto_bad(const char *host, const char *text)
{
    struct mosquitto *client = mosquitto_new(NULL, 1, NULL); // EXPECT: client-leaked
    if (!client)
        return -1;
    if (mosquitto_connect(client, host, 1883, 60) != 0)
        return -1;
    int status = mosquitto_publish(client, NULL, "news", 4, text, 0, 0);
    mosquitto_destroy(client);
    return status;
}

int mosquitto_ok(const char *host, const char *text)
{
    struct mosquitto *client = mosquitto_new(NULL, 1, NULL);
    if (!client)
        return -1;
    int status = mosquitto_connect(client, host, 1883, 60);
    if (status == 0)
        status = mosquitto_publish(client, NULL, "news", 4, text, 0, 0);
    mosquitto_destroy(client);
    return status;
}

/* Destroying takes the handle's address. */
int paho_bad(const char *uri)
{
    MQTTClient client;
    if (MQTTClient_create(&client, uri, "app", 1, NULL) != 0) // EXPECT: client-leaked
        return -1;
    if (MQTTClient_connect(client, NULL) != 0)
        return -1;
    MQTTClient_disconnect(client, 1000);
    MQTTClient_destroy(&client);
    return 0;
}

int paho_ok(const char *uri)
{
    MQTTClient client;
    if (MQTTClient_create(&client, uri, "app", 1, NULL) != 0)
        return -1;
    if (MQTTClient_connect(client, NULL) == 0)
        MQTTClient_disconnect(client, 1000);
    MQTTClient_destroy(&client);
    return 0;
}

/* The socket is the connection's own: destroying that is enough. */
int amqp_bad(const char *host)
{
    amqp_connection_state_t connection = amqp_new_connection(); // EXPECT: client-leaked
    if (!connection)
        return -1;
    amqp_socket_t *socket = amqp_tcp_socket_new(connection);
    if (!socket)
        return -1;
    int status = amqp_socket_open(socket, host, 5672);
    amqp_destroy_connection(connection);
    return status;
}

int amqp_ok(const char *host)
{
    int status = -1;
    amqp_connection_state_t connection = amqp_new_connection();
    if (!connection)
        return -1;
    amqp_socket_t *socket = amqp_tcp_socket_new(connection);
    if (socket)
        status = amqp_socket_open(socket, host, 5672);
    amqp_destroy_connection(connection);
    return status;
}
