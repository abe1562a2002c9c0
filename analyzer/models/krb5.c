/* MIT Kerberos: contexts.
 *
 * States    the API reference of MIT Kerberos 1.20 (krb5_init_context() and its neighbours).
 * Clients   A context, for which configuration is read. Caches, key tables and principals are none.
 * Waiting   Bounded by the configuration.
 * Failures  The configuration cannot be read. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- contexts ---- */

int krb5_init_context(void **ret_context)
{
    if (model_fails())
        return model_nonzero();
    *ret_context = model_client(MODEL_CONTEXT);
    return 0;
}

int krb5_init_secure_context(void **ret_context)
{
    if (model_fails())
        return model_nonzero();
    *ret_context = model_client(MODEL_CONTEXT);
    return 0;
}

int krb5_init_context_profile(void *profile, int flags, void **ret_context)
{
    if (model_fails())
        return model_nonzero();
    *ret_context = model_client(MODEL_CONTEXT);
    return 0;
}

int krb5_copy_context(void *context, void **ret_context)
{
    if (model_fails())
        return model_nonzero();
    *ret_context = model_client(MODEL_CONTEXT);
    return 0;
}

void krb5_free_context(void *context)
{
    model_client_end(context);
}

/* ---- what leaves a context alone ---- */

int krb5_set_default_realm(void *context, const char *lrealm)
{
    return (int)model_any();
}

int krb5_get_default_realm(void *context, void **lrealm)
{
    if (lrealm)
        *lrealm = (void *)model_any();
    return (int)model_any();
}

void krb5_free_default_realm(void *context, char *lrealm)
{
}

int krb5_parse_name(void *context, const char *name, void **principal_out)
{
    if (principal_out)
        *principal_out = (void *)model_any();
    return (int)model_any();
}

int krb5_parse_name_flags(void *context, const char *name, int flags, void **principal_out)
{
    if (principal_out)
        *principal_out = (void *)model_any();
    return (int)model_any();
}

int krb5_unparse_name(void *context, const void *principal, void **name)
{
    if (name)
        *name = (void *)model_any();
    return (int)model_any();
}

void krb5_free_unparsed_name(void *context, char *val)
{
}

int krb5_build_principal(void *context, void **princ, unsigned rlen, const char *realm, ...)
{
    if (princ)
        *princ = (void *)model_any();
    return (int)model_any();
}

int krb5_copy_principal(void *context, const void *inprinc, void **outprinc)
{
    if (outprinc)
        *outprinc = (void *)model_any();
    return (int)model_any();
}

void krb5_free_principal(void *context, void *val)
{
}

unsigned krb5_principal_compare(void *context, const void *princ1, const void *princ2)
{
    return (unsigned)model_any();
}

int krb5_sname_to_principal(void *context, const char *hostname, const char *sname, int type,
                            void **ret_princ)
{
    if (ret_princ)
        *ret_princ = (void *)model_any();
    return (int)model_any();
}

int krb5_cc_default(void *context, void **ccache)
{
    if (ccache)
        *ccache = (void *)model_any();
    return (int)model_any();
}

const char *krb5_cc_default_name(void *context)
{
    return (const char *)model_any();
}

int krb5_cc_resolve(void *context, const char *name, void **cache)
{
    if (cache)
        *cache = (void *)model_any();
    return (int)model_any();
}

int krb5_cc_new_unique(void *context, const char *type, const char *hint, void **id)
{
    if (id)
        *id = (void *)model_any();
    return (int)model_any();
}

int krb5_cc_initialize(void *context, void *cache, void *principal)
{
    return (int)model_any();
}

int krb5_cc_get_principal(void *context, void *cache, void **principal)
{
    if (principal)
        *principal = (void *)model_any();
    return (int)model_any();
}

const char *krb5_cc_get_name(void *context, void *cache)
{
    return (const char *)model_any();
}

const char *krb5_cc_get_type(void *context, void *cache)
{
    return (const char *)model_any();
}

int krb5_cc_store_cred(void *context, void *cache, void *creds)
{
    return (int)model_any();
}

int krb5_cc_retrieve_cred(void *context, void *cache, int flags, void *mcreds, void *creds)
{
    return (int)model_any();
}

int krb5_cc_start_seq_get(void *context, void *cache, void **cursor)
{
    if (cursor)
        *cursor = (void *)model_any();
    return (int)model_any();
}

int krb5_cc_next_cred(void *context, void *cache, void **cursor, void *creds)
{
    if (cursor)
        *cursor = (void *)model_any();
    return (int)model_any();
}

int krb5_cc_end_seq_get(void *context, void *cache, void **cursor)
{
    if (cursor)
        *cursor = (void *)model_any();
    return (int)model_any();
}

int krb5_cc_close(void *context, void *cache)
{
    return (int)model_any();
}

int krb5_cc_destroy(void *context, void *cache)
{
    return (int)model_any();
}

int krb5_kt_default(void *context, void **id)
{
    if (id)
        *id = (void *)model_any();
    return (int)model_any();
}

int krb5_kt_default_name(void *context, char *name, int name_size)
{
    return (int)model_any();
}

int krb5_kt_resolve(void *context, const char *name, void **ktid)
{
    if (ktid)
        *ktid = (void *)model_any();
    return (int)model_any();
}

int krb5_kt_get_entry(void *context, void *keytab, const void *principal, unsigned vno, int enctype,
                      void *entry)
{
    return (int)model_any();
}

int krb5_kt_close(void *context, void *keytab)
{
    return (int)model_any();
}

int krb5_free_keytab_entry_contents(void *context, void *entry)
{
    return (int)model_any();
}

int krb5_get_init_creds_opt_alloc(void *context, void **opt)
{
    if (opt)
        *opt = (void *)model_any();
    return (int)model_any();
}

void krb5_get_init_creds_opt_free(void *context, void *opt)
{
}

int krb5_get_init_creds_password(void *context, void *creds, void *client, const char *password,
                                 void *prompter, void *data, int start_time,
                                 const char *in_tkt_service, void *k5_gic_options)
{
    if (prompter)
        model_calls(prompter, data);
    return (int)model_any();
}

int krb5_get_init_creds_keytab(void *context, void *creds, void *client, void *arg_keytab,
                               int start_time, const char *in_tkt_service, void *k5_gic_options)
{
    return (int)model_any();
}

int krb5_verify_init_creds(void *context, void *creds, void *server, void *keytab, void **ccache,
                           void *options)
{
    if (ccache)
        *ccache = (void *)model_any();
    return (int)model_any();
}

void krb5_free_cred_contents(void *context, void *val)
{
}

void krb5_free_creds(void *context, void *val)
{
}

int krb5_get_credentials(void *context, int options, void *ccache, void *in_creds, void **out_creds)
{
    if (out_creds)
        *out_creds = (void *)model_any();
    return (int)model_any();
}

int krb5_mk_req(void *context, void **auth_context, int ap_req_options, const char *service,
                const char *hostname, void *in_data, void *ccache, void *outbuf)
{
    if (auth_context)
        *auth_context = (void *)model_any();
    return (int)model_any();
}

int krb5_mk_req_extended(void *context, void **auth_context, int ap_req_options, void *in_data,
                         void *in_creds, void *outbuf)
{
    if (auth_context)
        *auth_context = (void *)model_any();
    return (int)model_any();
}

int krb5_rd_req(void *context, void **auth_context, const void *inbuf, const void *server,
                void *keytab, void *ap_req_options, void **ticket)
{
    if (auth_context)
        *auth_context = (void *)model_any();
    fill(ap_req_options);
    if (ticket)
        *ticket = (void *)model_any();
    return (int)model_any();
}

int krb5_mk_rep(void *context, void *auth_context, void *outbuf)
{
    return (int)model_any();
}

int krb5_rd_rep(void *context, void *auth_context, const void *inbuf, void **repl)
{
    if (repl)
        *repl = (void *)model_any();
    return (int)model_any();
}

int krb5_auth_con_init(void *context, void **auth_context)
{
    if (auth_context)
        *auth_context = (void *)model_any();
    return (int)model_any();
}

int krb5_auth_con_free(void *context, void *auth_context)
{
    return (int)model_any();
}

int krb5_auth_con_setflags(void *context, void *auth_context, int flags)
{
    return (int)model_any();
}

int krb5_auth_con_genaddrs(void *context, void *auth_context, int infd, int flags)
{
    return (int)model_any();
}

int krb5_auth_con_setaddrs(void *context, void *auth_context, void *local_addr, void *remote_addr)
{
    return (int)model_any();
}

int krb5_sendauth(void *context, void **auth_context, void *fd, char *appl_version, void *client,
                  void *server, int ap_req_options, void *in_data, void *in_creds, void *ccache,
                  void **error, void **rep_result, void **out_creds)
{
    if (auth_context)
        *auth_context = (void *)model_any();
    if (error)
        *error = (void *)model_any();
    if (rep_result)
        *rep_result = (void *)model_any();
    if (out_creds)
        *out_creds = (void *)model_any();
    return (int)model_any();
}

int krb5_recvauth(void *context, void **auth_context, void *fd, char *appl_version, void *server,
                  int flags, void *keytab, void **ticket)
{
    if (auth_context)
        *auth_context = (void *)model_any();
    if (ticket)
        *ticket = (void *)model_any();
    return (int)model_any();
}

void krb5_free_data(void *context, void *val)
{
}

void krb5_free_data_contents(void *context, void *val)
{
}

void krb5_free_keyblock(void *context, void *val)
{
}

void krb5_free_keyblock_contents(void *context, void *key)
{
}

void krb5_free_ticket(void *context, void *val)
{
}

const char *krb5_get_error_message(void *ctx, int code)
{
    return (const char *)model_any();
}

void krb5_free_error_message(void *ctx, const char *msg)
{
}

void krb5_clear_error_message(void *ctx)
{
}

int krb5_timeofday(void *context, void *timeret)
{
    fill(timeret);
    return (int)model_any();
}

int krb5_aname_to_localname(void *context, const void *aname, int lnsize_in, char *lname)
{
    return (int)model_any();
}

unsigned krb5_kuserok(void *context, void *principal, const char *luser)
{
    return (unsigned)model_any();
}

int krb5_change_password(void *context, void *creds, const char *newpw, void *result_code,
                         void *result_code_string, void *result_string)
{
    fill(result_code);
    return (int)model_any();
}

int krb5_set_password(void *context, void *creds, const char *newpw, void *change_password_for,
                      void *result_code, void *result_code_string, void *result_string)
{
    fill(result_code);
    return (int)model_any();
}

int krb5_string_to_key(void *context, const void *eblock, void *keyblock, const void *data,
                       const void *salt)
{
    return (int)model_any();
}

int krb5_c_encrypt(void *context, const void *key, int usage, const void *cipher_state,
                   const void *input, void *output)
{
    return (int)model_any();
}

int krb5_c_decrypt(void *context, const void *key, int usage, const void *cipher_state,
                   const void *input, void *output)
{
    return (int)model_any();
}

int krb5_c_make_random_key(void *context, int enctype, void *k5_random_key)
{
    return (int)model_any();
}

int krb5_set_trace_callback(void *context, void *fn, void *cb_data)
{
    if (fn)
        model_on_event(fn, cb_data);
    keep(cb_data);
    return (int)model_any();
}
