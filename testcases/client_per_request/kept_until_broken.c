/* A connection is kept for the next message and made anew where it broke. What it leaves behind then is a leak of the
 * constructor, and no client per message. */
#include "mini_mosquitto.h"
#include "mini_ssl.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct line {
    int fd;
    SSL_CTX *context;
    SSL *ssl;
};

static void line_close(struct line *line)
{
    SSL_free(line->ssl);
    if (line->fd >= 0)
        close(line->fd);
    free(line);
}

static struct line *line_open(const struct sockaddr *to, socklen_t length)
{
    struct line *line = calloc(1, sizeof *line);

    if (!line)
        return NULL;
    line->fd = socket(AF_INET, SOCK_STREAM, 0);
    line->context = SSL_CTX_new(TLS_server_method()); // EXPECT: client-leaked
    if (line->fd >= 0 && line->context && connect(line->fd, to, length) == 0 &&
        (line->ssl = SSL_new(line->context)) && SSL_set_fd(line->ssl, line->fd) &&
        SSL_write(line->ssl, "HELLO\n", 6) == 6)
        return line;
    line_close(line);
    return NULL;
}

struct relay {
    struct line *line;
    struct sockaddr to;
};

static void on_message(struct mosquitto *client, void *data,
                       const struct mosquitto_message *message)
{
    struct relay *relay = data;

    (void)client;
    if (!relay->line)
        relay->line = line_open(&relay->to, sizeof relay->to); // EXPECT: client-leaked
    if (!relay->line)
        return;
    if (SSL_write(relay->line->ssl, message->payload, message->payloadlen) <= 0) {
        line_close(relay->line);
        relay->line = NULL;
    }
}

int main(void)
{
    struct relay relay = {0};
    struct mosquitto *client;

    client = mosquitto_new("relay", true, &relay);
    if (!client)
        return 1;
    mosquitto_message_callback_set(client, on_message);
    mosquitto_connect(client, "localhost", 1883, 30);
    mosquitto_loop_forever(client, -1, 1);
    mosquitto_destroy(client);
    return 0;
}
