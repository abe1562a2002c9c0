/* OpenSSL: contexts.
 *
 * States    the manual pages of OpenSSL 3.0 (ssl(7), SSL_CTX_new(3), ...).
 * Clients   A context (SSL_CTX), which holds keys, certificates and sessions and is meant to live as long
 *           as the program. An SSL is a connection's, and no client.
 * Sharing   SSL_new() and SSL_CTX_up_ref() take a reference: behind the latter the context has two
 *           owners.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- contexts ---- */

void *SSL_CTX_new(const void *meth)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void *SSL_CTX_new_ex(void *libctx, const char *propq, const void *meth)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void SSL_CTX_free(void *ctx)
{
    model_client_end(ctx);
}

int SSL_CTX_up_ref(void *ctx)
{
    model_escape(ctx);
    return (int)model_any();
}

/* ---- what it calls ---- */

void SSL_CTX_set_verify(void *ctx, int mode, void *callback)
{
    if (callback)
        model_on_event(callback, 0);
}

void SSL_CTX_set_cert_verify_callback(void *ctx, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

void SSL_CTX_set_default_passwd_cb(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_default_passwd_cb_userdata(void *ctx, void *u)
{
    keep(u);
}

void SSL_CTX_set_info_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_msg_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_alpn_select_cb(void *ctx, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

void SSL_CTX_set_next_protos_advertised_cb(void *s, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

void SSL_CTX_set_next_proto_select_cb(void *s, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

void SSL_CTX_set_cert_cb(void *c, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

void SSL_CTX_set_client_cert_cb(void *ctx, void *client_cert_cb)
{
    if (client_cert_cb)
        model_on_event(client_cert_cb, 0);
}

void SSL_CTX_set_client_hello_cb(void *c, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

void SSL_CTX_set_psk_client_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_psk_server_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_psk_find_session_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_psk_use_session_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_tmp_dh_callback(void *ctx, void *dh)
{
    if (dh)
        model_on_event(dh, 0);
}

void SSL_CTX_set_keylog_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void SSL_CTX_set_cookie_generate_cb(void *ctx, void *app_gen_cookie_cb)
{
    if (app_gen_cookie_cb)
        model_on_event(app_gen_cookie_cb, 0);
}

void SSL_CTX_set_cookie_verify_cb(void *ctx, void *app_verify_cookie_cb)
{
    if (app_verify_cookie_cb)
        model_on_event(app_verify_cookie_cb, 0);
}

void SSL_CTX_sess_set_new_cb(void *ctx, void *new_session_cb)
{
    if (new_session_cb)
        model_on_event(new_session_cb, 0);
}

void SSL_CTX_sess_set_remove_cb(void *ctx, void *remove_session_cb)
{
    if (remove_session_cb)
        model_on_event(remove_session_cb, 0);
}

void SSL_CTX_sess_set_get_cb(void *ctx, void *get_session_cb)
{
    if (get_session_cb)
        model_on_event(get_session_cb, 0);
}

int SSL_CTX_set_session_ticket_cb(void *ctx, void *gen_cb, void *dec_cb, void *arg)
{
    if (gen_cb)
        model_on_event(gen_cb, 0);
    if (dec_cb)
        model_on_event(dec_cb, 0);
    keep(arg);
    return (int)model_any();
}

long SSL_CTX_callback_ctrl(void *ctx, int number, void *function)
{
    if (function)
        model_on_event(function, 0);
    return model_any();
}

/* ---- what leaves a context alone ---- */

void *SSL_new(void *ctx)
{
    return (void *)model_any();
}

/* The session keeps it: who frees it gives up his share. */
void *SSL_set_SSL_CTX(void *ssl, void *ctx)
{
    model_pass(ctx);
    return (void *)model_any();
}

void *SSL_get_SSL_CTX(const void *ssl)
{
    return model_client_of(ssl);
}

void *BIO_new_buffer_ssl_connect(void *ctx)
{
    return (void *)model_any();
}

void *BIO_new_ssl(void *ctx, int client)
{
    return (void *)model_any();
}

void *BIO_new_ssl_connect(void *ctx)
{
    return (void *)model_any();
}

void SSL_CONF_CTX_set_ssl_ctx(void *cctx, void *ctx)
{
}

int SSL_CTX_add1_to_CA_list(void *ctx, const void *x)
{
    return (int)model_any();
}

int SSL_CTX_add_client_CA(void *ctx, void *x)
{
    return (int)model_any();
}

int SSL_CTX_add_session(void *ctx, void *session)
{
    return (int)model_any();
}

int SSL_CTX_check_private_key(const void *ctx)
{
    return (int)model_any();
}

unsigned long SSL_CTX_clear_options(void *ctx, unsigned long op)
{
    return (unsigned long)model_any();
}

long SSL_CTX_ctrl(void *ctx, int cmd, long larg, void *parg)
{
    return model_any();
}

void *SSL_CTX_get_ciphers(const void *ctx)
{
    return (void *)model_any();
}

void *SSL_CTX_get_client_CA_list(const void *s)
{
    return (void *)model_any();
}

void *SSL_CTX_get_ex_data(const void *ssl, int idx)
{
    return (void *)model_any();
}

unsigned long SSL_CTX_get_options(const void *ctx)
{
    return (unsigned long)model_any();
}

long SSL_CTX_get_timeout(const void *ctx)
{
    return model_any();
}

int SSL_CTX_get_verify_depth(const void *ctx)
{
    return (int)model_any();
}

int SSL_CTX_get_verify_mode(const void *ctx)
{
    return (int)model_any();
}

int SSL_CTX_load_verify_file(void *ctx, const char *cafile)
{
    return (int)model_any();
}

int SSL_CTX_load_verify_locations(void *ctx, const char *cafile, const char *capath)
{
    return (int)model_any();
}

int SSL_CTX_remove_session(void *ctx, void *session)
{
    return (int)model_any();
}

void SSL_CTX_set0_CA_list(void *ctx, void *name_list)
{
}

void SSL_CTX_set0_security_ex_data(void *ctx, void *ex)
{
}

int SSL_CTX_set0_tmp_dh_pkey(void *ctx, void *dhpkey)
{
    return (int)model_any();
}

int SSL_CTX_set1_param(void *ctx, void *vpm)
{
    return (int)model_any();
}

int SSL_CTX_set_alpn_protos(void *ctx, const void *protos, unsigned protos_len)
{
    return (int)model_any();
}

int SSL_CTX_set_cipher_list(void *ctx, const char *str)
{
    return (int)model_any();
}

int SSL_CTX_set_ciphersuites(void *ctx, const char *str)
{
    return (int)model_any();
}

void SSL_CTX_set_client_CA_list(void *ctx, void *name_list)
{
}

int SSL_CTX_set_client_cert_engine(void *ctx, void *e)
{
    return (int)model_any();
}

int SSL_CTX_set_default_verify_file(void *ctx)
{
    return (int)model_any();
}

int SSL_CTX_set_default_verify_paths(void *ctx)
{
    return (int)model_any();
}

int SSL_CTX_set_ex_data(void *ssl, int idx, void *data)
{
    return (int)model_any();
}

unsigned long SSL_CTX_set_options(void *ctx, unsigned long op)
{
    return (unsigned long)model_any();
}

void SSL_CTX_set_quiet_shutdown(void *ctx, int mode)
{
}

int SSL_CTX_set_session_id_context(void *ctx, const void *sid_ctx, unsigned sid_ctx_len)
{
    return (int)model_any();
}

long SSL_CTX_set_timeout(void *ctx, long t)
{
    return model_any();
}

int SSL_CTX_set_tlsext_use_srtp(void *ctx, const char *profiles)
{
    return (int)model_any();
}

void SSL_CTX_set_verify_depth(void *ctx, int depth)
{
}

int SSL_CTX_use_PrivateKey(void *ctx, void *pkey)
{
    return (int)model_any();
}

int SSL_CTX_use_PrivateKey_file(void *ctx, const char *file, int type)
{
    return (int)model_any();
}

int SSL_CTX_use_cert_and_key(void *ctx, void *x509, void *privatekey, void *chain, int override)
{
    return (int)model_any();
}

int SSL_CTX_use_certificate(void *ctx, void *x)
{
    return (int)model_any();
}

int SSL_CTX_use_certificate_chain_file(void *ctx, const char *file)
{
    return (int)model_any();
}

int SSL_CTX_use_certificate_file(void *ctx, const char *file, int type)
{
    return (int)model_any();
}

void SSL_CTX_set_cert_store(void *ctx, void *store)
{
}

int SSL_CTX_set_default_verify_dir(void *ctx)
{
    return (int)model_any();
}

int SSL_CTX_load_verify_dir(void *ctx, const char *capath)
{
    return (int)model_any();
}

int SSL_CTX_set_num_tickets(void *ctx, size_t num_tickets)
{
    return (int)model_any();
}

void SSL_CTX_set_security_level(void *ctx, int level)
{
}

int SSL_CTX_get_security_level(const void *ctx)
{
    return (int)model_any();
}

void *SSL_CTX_get_cert_store(const void *ctx)
{
    return (void *)model_any();
}

void SSL_CTX_set1_cert_store(void *ctx, void *store)
{
}

void *SSL_CTX_get0_param(void *ctx)
{
    return (void *)model_any();
}

void *SSL_CTX_get0_certificate(const void *ctx)
{
    return (void *)model_any();
}

void *SSL_CTX_get0_privatekey(const void *ctx)
{
    return (void *)model_any();
}

void SSL_CTX_set_post_handshake_auth(void *ctx, int val)
{
}

void SSL_CTX_set_default_read_buffer_len(void *ctx, size_t len)
{
}

int SSL_CTX_set_max_early_data(void *ctx, unsigned max_early_data)
{
    return (int)model_any();
}

int SSL_CTX_config(void *ctx, const char *name)
{
    return (int)model_any();
}

void SSL_CTX_flush_sessions(void *ctx, long tm)
{
}

void *SSL_CTX_sessions(void *ctx)
{
    return (void *)model_any();
}

int SSL_CTX_set_purpose(void *ctx, int purpose)
{
    return (int)model_any();
}

int SSL_CTX_set_trust(void *ctx, int trust)
{
    return (int)model_any();
}

int SSL_CTX_set_ssl_version(void *ctx, const void *meth)
{
    return (int)model_any();
}

const void *SSL_CTX_get_ssl_method(const void *ctx)
{
    return (const void *)model_any();
}

int SSL_CTX_use_RSAPrivateKey_file(void *ctx, const char *file, int type)
{
    return (int)model_any();
}

int SSL_CTX_use_certificate_ASN1(void *ctx, int len, const void *d)
{
    return (int)model_any();
}

int SSL_CTX_use_PrivateKey_ASN1(int pk, void *ctx, const void *d, long len)
{
    return (int)model_any();
}

int SSL_CTX_use_psk_identity_hint(void *ctx, const char *identity_hint)
{
    return (int)model_any();
}

void *SSL_CTX_get_verify_callback(const void *ctx)
{
    return 0;
}

void *SSL_CTX_get_default_passwd_cb_userdata(void *ctx)
{
    return (void *)model_any();
}

int SSL_CTX_set_generate_session_id(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
    return (int)model_any();
}

void SSL_CTX_set_security_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}
