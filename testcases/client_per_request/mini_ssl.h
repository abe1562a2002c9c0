/* What the testcases use of <openssl/ssl.h>. */
#ifndef MINI_SSL_H
#define MINI_SSL_H

typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;
typedef struct ssl_method_st SSL_METHOD;

const SSL_METHOD *TLS_server_method(void);
SSL_CTX *SSL_CTX_new(const SSL_METHOD *method);
void SSL_CTX_free(SSL_CTX *context);
SSL *SSL_new(SSL_CTX *context);
int SSL_set_fd(SSL *ssl, int fd);
int SSL_write(SSL *ssl, const void *data, int size);
void SSL_free(SSL *ssl);

#endif
