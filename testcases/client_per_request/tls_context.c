/* A TLS session is the connection's own; the context behind it reads keys and certificates, and is for all. */
#include "mini_ssl.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static void greet(SSL_CTX *context, int fd)
{
    SSL *ssl = SSL_new(context);
    if (ssl == NULL)
        return;
    SSL_set_fd(ssl, fd);
    SSL_write(ssl, "hello\n", 6);
    SSL_free(ssl);
}

static void serve_bad(int fd)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method()); // EXPECT: client-per-request
    if (context == NULL)
        return;
    greet(context, fd);
    SSL_CTX_free(context);
}

static void serve_ok(SSL_CTX *context, int fd)
{
    greet(context, fd);
}

int main(void)
{
    const struct timeval soon = {5, 0};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    SSL_CTX *shared = SSL_CTX_new(TLS_server_method());
    if (listener < 0 || shared == NULL || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
        serve_bad(fd);
        serve_ok(shared, fd);
        close(fd);
    }
    SSL_CTX_free(shared);
    return 0;
}
