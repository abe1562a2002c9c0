/* Contexts of TLS libraries. */
#include "libraries.h"

int openssl_bad(const char *certificate)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method()); // EXPECT: client-leaked
    if (!context)
        return -1;
    if (SSL_CTX_use_certificate_file(context, certificate, 1) != 1)
        return -1;
    SSL_CTX_free(context);
    return 0;
}

int openssl_ok(const char *certificate)
{
    int status = 0;
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context)
        return -1;
    if (SSL_CTX_use_certificate_file(context, certificate, 1) != 1)
        status = -1;
    SSL_CTX_free(context);
    return status;
}

void serve(SSL_CTX *context);

/* Whoever takes a reference has to free it. */
void shared_ok(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context)
        return;
    SSL_CTX_up_ref(context);
    serve(context);
}

int gnutls_bad(const char *file)
{
    gnutls_certificate_credentials_t credentials;
    if (gnutls_certificate_allocate_credentials(&credentials) < 0) // EXPECT: client-leaked
        return -1;
    if (gnutls_certificate_set_x509_trust_file(credentials, file, 1) < 0)
        return -1;
    gnutls_certificate_free_credentials(credentials);
    return 0;
}

int gnutls_ok(const char *file)
{
    gnutls_certificate_credentials_t credentials;
    if (gnutls_certificate_allocate_credentials(&credentials) < 0)
        return -1;
    int status = gnutls_certificate_set_x509_trust_file(credentials, file, 1);
    gnutls_certificate_free_credentials(credentials);
    return status < 0 ? -1 : 0;
}

int mbedtls_bad(void)
{
    mbedtls_ssl_config configuration;
    mbedtls_ssl_config_init(&configuration); // EXPECT: client-leaked
    if (mbedtls_ssl_config_defaults(&configuration, 0, 0, 0) != 0)
        return -1;
    mbedtls_ssl_config_free(&configuration);
    return 0;
}

int mbedtls_ok(void)
{
    mbedtls_ssl_config configuration;
    mbedtls_ssl_config_init(&configuration);
    int status = mbedtls_ssl_config_defaults(&configuration, 0, 0, 0);
    mbedtls_ssl_config_free(&configuration);
    return status;
}
