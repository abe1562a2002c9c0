/* wolfSSL: contexts.
 *
 * States    the manual of wolfSSL 5.5, and <wolfssl/ssl.h>.
 * Clients   A context (WOLFSSL_CTX). A WOLFSSL is a connection's, and no client.
 * Sharing   Behind wolfSSL_CTX_up_ref() a context has two owners.
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

/* ---- contexts ---- */

void *wolfSSL_CTX_new(void *method)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void wolfSSL_CTX_free(void *ctx)
{
    model_client_end(ctx);
}

int wolfSSL_CTX_up_ref(void *ctx)
{
    model_escape(ctx);
    return (int)model_any();
}

/* ---- what it calls ---- */

void wolfSSL_CTX_set_verify(void *ctx, int mode, void *verify_callback)
{
    if (verify_callback)
        model_on_event(verify_callback, 0);
}

void wolfSSL_CTX_set_info_callback(void *ctx, void *f)
{
    if (f)
        model_on_event(f, 0);
}

void wolfSSL_CTX_set_default_passwd_cb(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void wolfSSL_CTX_set_default_passwd_cb_userdata(void *ctx, void *userdata)
{
    keep(userdata);
}

void wolfSSL_CTX_set_psk_client_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void wolfSSL_CTX_set_psk_server_callback(void *ctx, void *cb)
{
    if (cb)
        model_on_event(cb, 0);
}

void wolfSSL_CTX_set_alpn_select_cb(void *ctx, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

void wolfSSL_CTX_set_cert_verify_callback(void *ctx, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
}

/* ---- what leaves a context alone ---- */

void *wolfSSL_new(void *ctx)
{
    return (void *)model_any();
}

int wolfSSL_CTX_use_certificate_file(void *ctx, const char *file, int format)
{
    return (int)model_any();
}

int wolfSSL_CTX_use_certificate_buffer(void *ctx, const void *in, long sz, int format)
{
    return (int)model_any();
}

int wolfSSL_CTX_use_certificate_chain_file(void *ctx, const char *file)
{
    return (int)model_any();
}

int wolfSSL_CTX_use_certificate_chain_buffer(void *ctx, const void *in, long sz)
{
    return (int)model_any();
}

int wolfSSL_CTX_use_PrivateKey_file(void *ctx, const char *file, int format)
{
    return (int)model_any();
}

int wolfSSL_CTX_use_PrivateKey_buffer(void *ctx, const void *in, long sz, int format)
{
    return (int)model_any();
}

int wolfSSL_CTX_load_verify_locations(void *ctx, const char *file, const char *path)
{
    return (int)model_any();
}

int wolfSSL_CTX_load_verify_locations_ex(void *ctx, const char *file, const char *path,
                                         unsigned flags)
{
    return (int)model_any();
}

int wolfSSL_CTX_load_verify_buffer(void *ctx, const void *in, long sz, int format)
{
    return (int)model_any();
}

int wolfSSL_CTX_trust_peer_cert(void *ctx, const char *file, int type)
{
    return (int)model_any();
}

int wolfSSL_CTX_set_cipher_list(void *ctx, const char *list)
{
    return (int)model_any();
}

long wolfSSL_CTX_set_options(void *ctx, long opt)
{
    return model_any();
}

long wolfSSL_CTX_get_options(void *ctx)
{
    return model_any();
}

long wolfSSL_CTX_set_mode(void *ctx, long mode)
{
    return model_any();
}

int wolfSSL_CTX_set_timeout(void *ctx, unsigned to)
{
    return (int)model_any();
}

long wolfSSL_CTX_set_session_cache_mode(void *ctx, long mode)
{
    return model_any();
}

int wolfSSL_CTX_set_session_id_context(void *ctx, const void *sid_ctx, unsigned sid_ctx_len)
{
    return (int)model_any();
}

int wolfSSL_CTX_set_default_verify_paths(void *ctx)
{
    return (int)model_any();
}

int wolfSSL_CTX_check_private_key(const void *ctx)
{
    return (int)model_any();
}

int wolfSSL_CTX_UnloadCAs(void *ctx)
{
    return (int)model_any();
}

int wolfSSL_CTX_SetMinVersion(void *ctx, int version)
{
    return (int)model_any();
}

int wolfSSL_CTX_SetMinDhKey_Sz(void *ctx, unsigned short key_sz_bits)
{
    return (int)model_any();
}

int wolfSSL_CTX_SetTmpDH_file(void *ctx, const char *f, int format)
{
    return (int)model_any();
}

int wolfSSL_CTX_UseSNI(void *ctx, unsigned char type, const void *data, unsigned short size)
{
    return (int)model_any();
}

int wolfSSL_CTX_UseSupportedCurve(void *ctx, unsigned short name)
{
    return (int)model_any();
}

int wolfSSL_CTX_EnableCRL(void *ctx, int options)
{
    return (int)model_any();
}

int wolfSSL_CTX_DisableCRL(void *ctx)
{
    return (int)model_any();
}

int wolfSSL_CTX_LoadCRL(void *ctx, const char *path, int type, int monitor)
{
    return (int)model_any();
}

int wolfSSL_CTX_EnableOCSP(void *ctx, int options)
{
    return (int)model_any();
}

int wolfSSL_CTX_set_group_messages(void *ctx)
{
    return (int)model_any();
}

void *wolfSSL_CTX_get_cert_store(void *ctx)
{
    return (void *)model_any();
}

void wolfSSL_CTX_set_cert_store(void *ctx, void *str)
{
}

int wolfSSL_CTX_get_verify_mode(const void *ctx)
{
    return (int)model_any();
}

int wolfSSL_CTX_set_ex_data(void *ctx, int idx, void *data)
{
    return (int)model_any();
}

void *wolfSSL_CTX_get_ex_data(const void *ctx, int idx)
{
    return (void *)model_any();
}

void wolfSSL_CTX_SetIORecv(void *ctx, void *cbiorecv)
{
    if (cbiorecv)
        model_on_event(cbiorecv, 0);
}

void wolfSSL_CTX_SetIOSend(void *ctx, void *cbiosend)
{
    if (cbiosend)
        model_on_event(cbiosend, 0);
}
