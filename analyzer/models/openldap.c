/* OpenLDAP: connections to directories, and what waits for their answers. The rest is in
 * openldap_messages.c.
 *
 * States    the manual pages of OpenLDAP 2.5 (ldap(3), ldap_open(3), ldap_bind(3), ldap_search(3), ...),
 *           with the deprecated names.
 * Clients   What ldap_initialize() makes, until one of ldap_unbind().
 * Waiting   The synchronous calls, unless LDAP_OPT_TIMEOUT or LDAP_OPT_NETWORK_TIMEOUT is set, or the
 *           call is told for how long.
 * Failures  There is no memory, or the address is refused. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

enum { ANY_TIMEOUT = 0x5002 };     /* LDAP_OPT_TIMEOUT */
enum { NETWORK_TIMEOUT = 0x5005 }; /* LDAP_OPT_NETWORK_TIMEOUT */

/* ---- connections ---- */

int ldap_initialize(void **ret_connection, const char *url)
{
    if (model_fails())
        return model_nonzero();
    *ret_connection = model_client(MODEL_CONNECTION);
    return 0;
}

int ldap_create(void **ret_connection)
{
    if (model_fails())
        return model_nonzero();
    *ret_connection = model_client(MODEL_CONNECTION);
    return 0;
}

void *ldap_init(const char *host, int port)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *ldap_open(const char *host, int port)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int ldap_init_fd(int fd, int proto, const char *url, void **ldp)
{
    model_escape((const void *)(long)fd);
    *ldp = model_client(MODEL_CONNECTION);
    return (int)model_any();
}

int ldap_unbind(void *ld)
{
    model_client_end(ld);
    return (int)model_any();
}

int ldap_unbind_s(void *ld)
{
    model_client_end(ld);
    return (int)model_any();
}

int ldap_unbind_ext(void *ld, void **serverctrls, void **clientctrls)
{
    model_client_end(ld);
    return (int)model_any();
}

int ldap_unbind_ext_s(void *ld, void **serverctrls, void **clientctrls)
{
    model_client_end(ld);
    return (int)model_any();
}

int ldap_destroy(void *ld)
{
    model_client_end(ld);
    return (int)model_any();
}

/* Memory alone: a handle that is given to it is never closed. */
void ldap_memfree(void *p)
{
    model_free(p);
}

/* Shares the connection, which then has two owners. */
void *ldap_dup(void *old)
{
    model_escape(old);
    return (void *)model_any();
}

int ldap_set_option(void *ld, int option, const void *invalue)
{
    if (option == ANY_TIMEOUT)
        model_client_bounds(ld);
    if (option == NETWORK_TIMEOUT)
        model_client_bounds(ld);
    return (int)model_any();
}

int ldap_set_rebind_proc(void *ld, void *rebind_proc, void *params)
{
    if (rebind_proc)
        model_on_event(rebind_proc, params);
    keep(params);
    return (int)model_any();
}

/* ---- what waits for the answer ---- */

int ldap_bind_s(void *ld, const char *who, const char *cred, int authmethod)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_simple_bind_s(void *ld, const char *who, const char *passwd)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_sasl_bind_s(void *ld, const char *dn, const char *mechanism, void *cred,
                     void **serverctrls, void **clientctrls, void **servercredp)
{
    model_client_blocks(ld);
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    if (servercredp)
        *servercredp = (void *)model_any();
    return (int)model_any();
}

int ldap_sasl_interactive_bind_s(void *ld, const char *dn, const char *sasl_mechanism,
                                 void **server_controls, void **client_controls, unsigned flags,
                                 void *proc, void *defaults)
{
    model_client_blocks(ld);
    if (proc)
        model_calls(proc, defaults);
    return (int)model_any();
}

int ldap_search_s(void *ld, const char *base, int scope, const char *filter, void **attrs,
                  int attrsonly, void **res)
{
    model_client_blocks(ld);
    if (attrs)
        *attrs = (void *)model_any();
    if (res)
        *res = (void *)model_any();
    return (int)model_any();
}

int ldap_search_st(void *ld, const char *base, int scope, const char *filter, void **attrs,
                   int attrsonly, void *timeout, void **res)
{
    if (attrs)
        *attrs = (void *)model_any();
    if (res)
        *res = (void *)model_any();
    return (int)model_any();
}

int ldap_search_ext_s(void *ld, const char *base, int scope, const char *filter, void **attrs,
                      int attrsonly, void **serverctrls, void **clientctrls, void *timeout,
                      int sizelimit, void **res)
{
    if (!timeout)
        model_client_blocks(ld);
    if (attrs)
        *attrs = (void *)model_any();
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    if (res)
        *res = (void *)model_any();
    return (int)model_any();
}

int ldap_result(void *ld, int msgid, int all, void *timeout, void **result)
{
    if (!timeout)
        model_client_blocks(ld);
    if (result)
        *result = (void *)model_any();
    return (int)model_any();
}

int ldap_add_s(void *ld, const char *dn, void **attrs)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_add_ext_s(void *ld, const char *dn, void **attrs, void **serverctrls, void **clientctrls)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_modify_s(void *ld, const char *dn, void **mods)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_modify_ext_s(void *ld, const char *dn, void **mods, void **serverctrls, void **clientctrls)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_delete_s(void *ld, const char *dn)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_delete_ext_s(void *ld, const char *dn, void **serverctrls, void **clientctrls)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_compare_s(void *ld, const char *dn, const char *attr, const char *value)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_compare_ext_s(void *ld, const char *dn, const char *attr, void *bvalue, void **serverctrls,
                       void **clientctrls)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_rename_s(void *ld, const char *dn, const char *newrdn, const char *new_superior,
                  int deleteoldrdn, void **sctrls, void **cctrls)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_modrdn_s(void *ld, const char *dn, const char *newrdn)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_modrdn2_s(void *ld, const char *dn, const char *newrdn, int deleteoldrdn)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_extended_operation_s(void *ld, const char *reqoid, void *reqdata, void **serverctrls,
                              void **clientctrls, void **retoidp, void **retdatap)
{
    model_client_blocks(ld);
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    if (retoidp)
        *retoidp = (void *)model_any();
    if (retdatap)
        *retdatap = (void *)model_any();
    return (int)model_any();
}

int ldap_whoami_s(void *ld, void **authzid, void **sctrls, void **cctrls)
{
    model_client_blocks(ld);
    if (authzid)
        *authzid = (void *)model_any();
    if (sctrls)
        *sctrls = (void *)model_any();
    if (cctrls)
        *cctrls = (void *)model_any();
    return (int)model_any();
}

int ldap_passwd_s(void *ld, void *user, void *oldpw, void *newpw, void *newpasswd, void **sctrls,
                  void **cctrls)
{
    model_client_blocks(ld);
    return (int)model_any();
}

int ldap_start_tls_s(void *ld, void **serverctrls, void **clientctrls)
{
    model_client_blocks(ld);
    return (int)model_any();
}

/* ---- what leaves a connection alone ---- */

int ldap_get_option(void *ld, int option, void *outvalue)
{
    return (int)model_any();
}

int ldap_connect(void *ld)
{
    return (int)model_any();
}

int ldap_set_nextref_proc(void *ld, void *nextref_proc, void *params)
{
    if (nextref_proc)
        model_on_event(nextref_proc, params);
    keep(params);
    return (int)model_any();
}

int ldap_set_urllist_proc(void *ld, void *urllist_proc, void *params)
{
    if (urllist_proc)
        model_on_event(urllist_proc, params);
    keep(params);
    return (int)model_any();
}

int ldap_install_tls(void *ld)
{
    return (int)model_any();
}

int ldap_tls_inplace(void *ld)
{
    return (int)model_any();
}
