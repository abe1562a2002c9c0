/* What the testcases use of <mosquitto.h>. */
#ifndef MINI_MOSQUITTO_H
#define MINI_MOSQUITTO_H

#include <stdbool.h>

struct mosquitto;

struct mosquitto_message {
    int mid;
    char *topic;
    void *payload;
    int payloadlen;
};

struct mosquitto *mosquitto_new(const char *id, bool clean, void *data);
void mosquitto_destroy(struct mosquitto *mosquitto);
int mosquitto_connect(struct mosquitto *mosquitto, const char *host, int port, int keepalive);
int mosquitto_loop_forever(struct mosquitto *mosquitto, int timeout, int max_packets);
void mosquitto_message_callback_set(struct mosquitto *mosquitto,
                                    void (*on_message)(struct mosquitto *, void *,
                                                       const struct mosquitto_message *));

#endif
