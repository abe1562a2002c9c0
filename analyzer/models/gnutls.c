/* GnuTLS: credentials.
 *
 * States    the manual of GnuTLS 3.7.
 * Clients   Credentials, which hold keys and the certificates that are trusted, and are shared by all
 *           sessions. A session is a connection's, and no client.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- credentials ---- */

int gnutls_certificate_allocate_credentials(void **ret_credentials)
{
    if (model_fails())
        return model_nonzero();
    *ret_credentials = model_client(MODEL_CONTEXT);
    return 0;
}

void gnutls_certificate_free_credentials(void *credentials)
{
    model_client_end(credentials);
}

int gnutls_anon_allocate_client_credentials(void **ret_credentials)
{
    if (model_fails())
        return model_nonzero();
    *ret_credentials = model_client(MODEL_CONTEXT);
    return 0;
}

void gnutls_anon_free_client_credentials(void *credentials)
{
    model_client_end(credentials);
}

int gnutls_anon_allocate_server_credentials(void **ret_credentials)
{
    if (model_fails())
        return model_nonzero();
    *ret_credentials = model_client(MODEL_CONTEXT);
    return 0;
}

void gnutls_anon_free_server_credentials(void *credentials)
{
    model_client_end(credentials);
}

int gnutls_psk_allocate_client_credentials(void **ret_credentials)
{
    if (model_fails())
        return model_nonzero();
    *ret_credentials = model_client(MODEL_CONTEXT);
    return 0;
}

void gnutls_psk_free_client_credentials(void *credentials)
{
    model_client_end(credentials);
}

int gnutls_psk_allocate_server_credentials(void **ret_credentials)
{
    if (model_fails())
        return model_nonzero();
    *ret_credentials = model_client(MODEL_CONTEXT);
    return 0;
}

void gnutls_psk_free_server_credentials(void *credentials)
{
    model_client_end(credentials);
}

int gnutls_srp_allocate_client_credentials(void **ret_credentials)
{
    if (model_fails())
        return model_nonzero();
    *ret_credentials = model_client(MODEL_CONTEXT);
    return 0;
}

void gnutls_srp_free_client_credentials(void *credentials)
{
    model_client_end(credentials);
}

int gnutls_srp_allocate_server_credentials(void **ret_credentials)
{
    if (model_fails())
        return model_nonzero();
    *ret_credentials = model_client(MODEL_CONTEXT);
    return 0;
}

void gnutls_srp_free_server_credentials(void *credentials)
{
    model_client_end(credentials);
}

/* ---- what they call ---- */

void gnutls_certificate_set_retrieve_function(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_certificate_set_retrieve_function2(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_certificate_set_retrieve_function3(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_certificate_set_verify_function(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_certificate_set_pin_function(void *credentials, void *fn, void *userdata)
{
    if (fn)
        model_on_event(fn, userdata);
    keep(userdata);
}

void gnutls_certificate_set_ocsp_status_request_function(void *res, void *ocsp_func, void *ptr)
{
    if (ocsp_func)
        model_on_event(ocsp_func, ptr);
    keep(ptr);
}

void gnutls_anon_set_params_function(void *res, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_certificate_set_params_function(void *res, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_psk_set_client_credentials_function(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_psk_set_server_credentials_function(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_srp_set_client_credentials_function(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void gnutls_srp_set_server_credentials_function(void *cred, void *func)
{
    if (func)
        model_on_event(func, 0);
}

/* ---- what leaves them alone ---- */

int gnutls_credentials_set(void *session, int type, void *cred)
{
    return (int)model_any();
}

int gnutls_credentials_get(void *session, int type, void **cred)
{
    if (cred)
        *cred = model_client_of(session);
    return (int)model_any();
}

void gnutls_anon_set_server_dh_params(void *res, void *dh_params)
{
}

void gnutls_certificate_free_ca_names(void *sc)
{
}

void gnutls_certificate_free_cas(void *sc)
{
}

void gnutls_certificate_free_crls(void *sc)
{
}

void gnutls_certificate_free_keys(void *sc)
{
}

int gnutls_certificate_get_issuer(void *sc, void *cert, void **issuer, unsigned flags)
{
    if (issuer)
        *issuer = (void *)model_any();
    return (int)model_any();
}

unsigned gnutls_certificate_get_verify_flags(void *res)
{
    return (unsigned)model_any();
}

void gnutls_certificate_set_dh_params(void *res, void *dh_params)
{
}

void gnutls_certificate_set_flags(void *credentials, unsigned flags)
{
}

int gnutls_certificate_set_key(void *res, void **names, int names_size, void *pcert_list,
                               int pcert_list_size, void *key)
{
    return (int)model_any();
}

int gnutls_certificate_set_ocsp_status_request_file(void *res, const char *response_file,
                                                    unsigned idx)
{
    return (int)model_any();
}

int gnutls_certificate_set_ocsp_status_request_file2(void *res, const char *response_file,
                                                     unsigned idx, int fmt)
{
    return (int)model_any();
}

int gnutls_certificate_set_ocsp_status_request_mem(void *res, const void *resp, unsigned idx,
                                                   int fmt)
{
    return (int)model_any();
}

void gnutls_certificate_set_trust_list(void *res, void *tlist, unsigned flags)
{
}

void gnutls_certificate_set_verify_flags(void *res, unsigned flags)
{
}

void gnutls_certificate_set_verify_limits(void *res, unsigned max_bits, unsigned max_depth)
{
}

int gnutls_certificate_set_x509_crl(void *res, void **crl_list, int crl_list_size)
{
    if (crl_list)
        *crl_list = (void *)model_any();
    return (int)model_any();
}

int gnutls_certificate_set_x509_crl_file(void *res, const char *crlfile, int type)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_crl_mem(void *res, const void *crl, int type)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_key(void *res, void **cert_list, int cert_list_size, void *key)
{
    if (cert_list)
        *cert_list = (void *)model_any();
    return (int)model_any();
}

int gnutls_certificate_set_x509_key_file(void *res, const char *certfile, const char *keyfile,
                                         int type)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_key_file2(void *res, const char *certfile, const char *keyfile,
                                          int type, const char *pass, unsigned flags)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_key_mem(void *res, const void *cert, const void *key, int type)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_key_mem2(void *res, const void *cert, const void *key, int type,
                                         const char *pass, unsigned flags)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_simple_pkcs12_file(void *res, const char *pkcs12file, int type,
                                                   const char *password)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_simple_pkcs12_mem(void *res, const void *p12blob, int type,
                                                  const char *password)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_system_trust(void *cred)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_trust(void *res, void **ca_list, int ca_list_size)
{
    if (ca_list)
        *ca_list = (void *)model_any();
    return (int)model_any();
}

int gnutls_certificate_set_x509_trust_dir(void *cred, const char *ca_dir, int type)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_trust_file(void *cred, const char *cafile, int type)
{
    return (int)model_any();
}

int gnutls_certificate_set_x509_trust_mem(void *res, const void *ca, int type)
{
    return (int)model_any();
}

int gnutls_psk_set_client_credentials(void *res, const char *username, const void *key, int flags)
{
    return (int)model_any();
}

int gnutls_psk_set_client_credentials2(void *res, const void *username, const void *key, int flags)
{
    return (int)model_any();
}

int gnutls_psk_set_server_credentials_file(void *res, const char *password_file)
{
    return (int)model_any();
}

int gnutls_psk_set_server_credentials_hint(void *res, const char *hint)
{
    return (int)model_any();
}

void gnutls_psk_set_server_dh_params(void *res, void *dh_params)
{
}

int gnutls_srp_set_client_credentials(void *res, const char *username, const char *password)
{
    return (int)model_any();
}

int gnutls_srp_set_server_credentials_file(void *res, const char *password_file,
                                           const char *password_conf_file)
{
    return (int)model_any();
}

void gnutls_srp_set_server_fake_salt_seed(void *sc, const void *seed, unsigned salt_length)
{
}
