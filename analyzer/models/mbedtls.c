/* Mbed TLS: configurations.
 *
 * States    the headers of Mbed TLS 2.28 (mbedtls/ssl.h).
 * Handles   The program's own object, of which the client is a field.
 * Clients   A configuration, which all connections share. mbedtls_ssl_context is a connection's, and no
 *           client. */
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

struct model_configuration {
    void *client;
};

/* ---- configurations ---- */

void mbedtls_ssl_config_init(struct model_configuration *conf)
{
    conf->client = model_client(MODEL_CONTEXT);
}

void mbedtls_ssl_config_free(struct model_configuration *conf)
{
    if (conf) {
        model_client_end(conf->client);
        conf->client = 0;
    }
}

/* ---- what it calls ---- */

void mbedtls_ssl_conf_verify(struct model_configuration *conf, void *f_vrfy, void *vrfy)
{
    if (f_vrfy)
        model_on_event(f_vrfy, vrfy);
    keep(vrfy);
}

void mbedtls_ssl_conf_rng(struct model_configuration *conf, void *f_rng, void *rng)
{
    if (f_rng)
        model_on_event(f_rng, rng);
    keep(rng);
}

void mbedtls_ssl_conf_dbg(struct model_configuration *conf, void *f_dbg, void *dbg)
{
    if (f_dbg)
        model_on_event(f_dbg, dbg);
    keep(dbg);
}

void mbedtls_ssl_conf_sni(struct model_configuration *conf, void *f_sni, void *sni)
{
    if (f_sni)
        model_on_event(f_sni, sni);
    keep(sni);
}

void mbedtls_ssl_conf_psk_cb(struct model_configuration *conf, void *f_psk, void *psk)
{
    if (f_psk)
        model_on_event(f_psk, psk);
    keep(psk);
}

void mbedtls_ssl_conf_session_cache(struct model_configuration *conf, void *cache,
                                    void *f_get_cache, void *f_set_cache)
{
    if (f_get_cache)
        model_on_event(f_get_cache, cache);
    keep(cache);
    if (f_set_cache)
        model_on_event(f_set_cache, cache);
}

void mbedtls_ssl_conf_session_tickets_cb(struct model_configuration *conf, void *f_ticket_write,
                                         void *f_ticket_parse, void *ticket)
{
    if (f_ticket_write)
        model_on_event(f_ticket_write, ticket);
    keep(ticket);
    if (f_ticket_parse)
        model_on_event(f_ticket_parse, ticket);
}

void mbedtls_ssl_conf_dtls_cookies(struct model_configuration *conf, void *f_cookie_write,
                                   void *f_cookie_check, void *cookie)
{
    if (f_cookie_write)
        model_on_event(f_cookie_write, cookie);
    keep(cookie);
    if (f_cookie_check)
        model_on_event(f_cookie_check, cookie);
}

void mbedtls_ssl_conf_export_keys_cb(struct model_configuration *conf, void *f_export_keys,
                                     void *export_keys)
{
    if (f_export_keys)
        model_on_event(f_export_keys, export_keys);
    keep(export_keys);
}

void mbedtls_ssl_conf_export_keys_ext_cb(struct model_configuration *conf, void *f_export_keys_ext,
                                         void *export_keys)
{
    if (f_export_keys_ext)
        model_on_event(f_export_keys_ext, export_keys);
    keep(export_keys);
}

/* ---- what leaves it alone ---- */

int mbedtls_ssl_setup(void *ssl, const struct model_configuration *conf)
{
    return (int)model_any();
}

int mbedtls_ssl_conf_alpn_protocols(struct model_configuration *conf, void **protos)
{
    return (int)model_any();
}

void mbedtls_ssl_conf_arc4_support(struct model_configuration *conf, char arc4)
{
}

void mbedtls_ssl_conf_authmode(struct model_configuration *conf, int authmode)
{
}

void mbedtls_ssl_conf_ca_chain(struct model_configuration *conf, void *ca_chain, void *ca_crl)
{
}

void mbedtls_ssl_conf_cbc_record_splitting(struct model_configuration *conf, char split)
{
}

void mbedtls_ssl_conf_cert_profile(struct model_configuration *conf, const void *profile)
{
}

void mbedtls_ssl_conf_cert_req_ca_list(struct model_configuration *conf, char cert_req_ca_list)
{
}

void mbedtls_ssl_conf_ciphersuites(struct model_configuration *conf, const void *ciphersuites)
{
}

void mbedtls_ssl_conf_ciphersuites_for_version(struct model_configuration *conf,
                                               const void *ciphersuites, int major, int minor)
{
}

void mbedtls_ssl_conf_curves(struct model_configuration *conf, const void *curves)
{
}

int mbedtls_ssl_conf_dh_param(struct model_configuration *conf, const char *dhm_p,
                              const char *dhm_g)
{
    return (int)model_any();
}

int mbedtls_ssl_conf_dh_param_bin(struct model_configuration *conf, const void *dhm_p, size_t len,
                                  const void *dhm_g, size_t g_len)
{
    return (int)model_any();
}

int mbedtls_ssl_conf_dh_param_ctx(struct model_configuration *conf, void *dhm_ctx)
{
    return (int)model_any();
}

void mbedtls_ssl_conf_dhm_min_bitlen(struct model_configuration *conf, unsigned bitlen)
{
}

void mbedtls_ssl_conf_dtls_anti_replay(struct model_configuration *conf, char mode)
{
}

int mbedtls_ssl_conf_dtls_srtp_protection_profiles(struct model_configuration *conf,
                                                   const void *profiles)
{
    return (int)model_any();
}

void mbedtls_ssl_conf_encrypt_then_mac(struct model_configuration *conf, char etm)
{
}

void mbedtls_ssl_conf_endpoint(struct model_configuration *conf, int endpoint)
{
}

void mbedtls_ssl_conf_extended_master_secret(struct model_configuration *conf, char ems)
{
}

void mbedtls_ssl_conf_fallback(struct model_configuration *conf, char fallback)
{
}

void mbedtls_ssl_conf_handshake_timeout(struct model_configuration *conf, unsigned min,
                                        unsigned max)
{
}

void mbedtls_ssl_conf_legacy_renegotiation(struct model_configuration *conf, int allow_legacy)
{
}

int mbedtls_ssl_conf_max_frag_len(struct model_configuration *conf, unsigned char mfl_code)
{
    return (int)model_any();
}

void mbedtls_ssl_conf_max_version(struct model_configuration *conf, int major, int minor)
{
}

void mbedtls_ssl_conf_min_version(struct model_configuration *conf, int major, int minor)
{
}

int mbedtls_ssl_conf_own_cert(struct model_configuration *conf, void *own_cert, void *pk_key)
{
    return (int)model_any();
}

int mbedtls_ssl_conf_psk(struct model_configuration *conf, const void *psk, size_t psk_len,
                         const void *psk_identity, size_t psk_identity_len)
{
    return (int)model_any();
}

void mbedtls_ssl_conf_read_timeout(struct model_configuration *conf, unsigned timeout)
{
}

void mbedtls_ssl_conf_renegotiation(struct model_configuration *conf, int renegotiation)
{
}

void mbedtls_ssl_conf_renegotiation_enforced(struct model_configuration *conf, int max_records)
{
}

void mbedtls_ssl_conf_renegotiation_period(struct model_configuration *conf, const void *period)
{
}

void mbedtls_ssl_conf_session_tickets(struct model_configuration *conf, int use_tickets)
{
}

void mbedtls_ssl_conf_srtp_mki_value_supported(struct model_configuration *conf,
                                               int support_mki_value)
{
}

void mbedtls_ssl_conf_transport(struct model_configuration *conf, int transport)
{
}

void mbedtls_ssl_conf_truncated_hmac(struct model_configuration *conf, int truncate)
{
}

int mbedtls_ssl_config_defaults(struct model_configuration *conf, int endpoint, int transport,
                                int preset)
{
    return (int)model_any();
}
