/* A session knows its context: who closes the session asks it for the context, and gives that back as well. */
#include <stddef.h>

typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;

extern const void *TLS_server_method(void);
extern SSL_CTX *SSL_CTX_new(const void *method);
extern void SSL_CTX_free(SSL_CTX *ctx);
extern SSL *SSL_new(SSL_CTX *ctx);
extern SSL_CTX *SSL_get_SSL_CTX(const SSL *ssl);
extern int SSL_set_fd(SSL *ssl, int fd);
extern int SSL_accept(SSL *ssl);
extern int SSL_read(SSL *ssl, void *buffer, int size);
extern int SSL_shutdown(SSL *ssl);
extern void SSL_free(SSL *ssl);

static int open_ok(int fd, SSL **ret)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    if (ctx == NULL)
        return -1;
    SSL *ssl = SSL_new(ctx);
    if (ssl == NULL) {
        SSL_CTX_free(ctx);
        return -1;
    }
    *ret = ssl;
    if (SSL_set_fd(ssl, fd) != 1 || SSL_accept(ssl) != 1)
        return -1;
    return 0;
}

static void close_ok(SSL *ssl)
{
    SSL_CTX *ctx = SSL_get_SSL_CTX(ssl);

    if (SSL_shutdown(ssl) == 0)
        SSL_shutdown(ssl);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

int serve_ok(int fd)
{
    SSL *ssl = NULL;
    char byte;
    int n = 0;

    if (open_ok(fd, &ssl) == 0)
        n = SSL_read(ssl, &byte, 1);
    if (ssl != NULL)
        close_ok(ssl);
    return n;
}

int serve_at_once_ok(int fd)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    if (ctx == NULL)
        return -1;
    SSL *ssl = SSL_new(ctx);
    SSL_CTX_free(ctx);
    if (ssl == NULL)
        return -1;
    int n = SSL_set_fd(ssl, fd);
    SSL_free(ssl);
    return n;
}
