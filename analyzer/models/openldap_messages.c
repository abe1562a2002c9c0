/* OpenLDAP: requests that wait for no answer, and what is read from answers. All of it leaves a connection
 * alone.
 *
 * States    the manual pages of OpenLDAP 2.5 (ldap_search(3), ldap_result(3), ldap_get_dn(3), ...), with the
 *           deprecated names. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- requests ---- */

int ldap_sasl_interactive_bind(void *ld, const char *dn, const char *sasl_mechanism,
                               void **server_controls, void **client_controls, unsigned flags,
                               void *proc, void *defaults, void *result, void **rmech, void *msgid)
{
    if (server_controls)
        *server_controls = (void *)model_any();
    if (client_controls)
        *client_controls = (void *)model_any();
    fill(msgid);
    if (proc)
        model_calls(proc, defaults);
    return (int)model_any();
}

int ldap_abandon(void *ld, int msgid)
{
    return (int)model_any();
}

int ldap_abandon_ext(void *ld, int msgid, void **serverctrls, void **clientctrls)
{
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    return (int)model_any();
}

int ldap_add(void *ld, const char *dn, void **attrs)
{
    if (attrs)
        *attrs = (void *)model_any();
    return (int)model_any();
}

int ldap_add_ext(void *ld, const char *dn, void **attrs, void **serverctrls, void **clientctrls,
                 void *msgidp)
{
    if (attrs)
        *attrs = (void *)model_any();
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_cancel(void *ld, int cancelid, void **sctrls, void **cctrls, void *msgidp)
{
    if (sctrls)
        *sctrls = (void *)model_any();
    if (cctrls)
        *cctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_compare(void *ld, const char *dn, const char *attr, const char *value)
{
    return (int)model_any();
}

int ldap_compare_ext(void *ld, const char *dn, const char *attr, void *bvalue, void **serverctrls,
                     void **clientctrls, void *msgidp)
{
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_count_entries(void *ld, void *chain)
{
    return (int)model_any();
}

int ldap_count_messages(void *ld, void *chain)
{
    return (int)model_any();
}

int ldap_count_references(void *ld, void *chain)
{
    return (int)model_any();
}

int ldap_create_accountusability_control(void *ld, void **ctrlp)
{
    if (ctrlp)
        *ctrlp = (void *)model_any();
    return (int)model_any();
}

int ldap_create_extended_dn_control(void *ld, int flag, void **ctrlp)
{
    if (ctrlp)
        *ctrlp = (void *)model_any();
    return (int)model_any();
}

int ldap_create_extended_dn_value(void *ld, int flag, void *value)
{
    return (int)model_any();
}

int ldap_create_page_control(void *ld, int pagesize, void *cookie, int iscritical, void **ctrlp)
{
    if (ctrlp)
        *ctrlp = (void *)model_any();
    return (int)model_any();
}

int ldap_create_page_control_value(void *ld, int pagesize, void *cookie, void *value)
{
    return (int)model_any();
}

int ldap_create_server_notification_control(void *ld, void **ctrlp)
{
    if (ctrlp)
        *ctrlp = (void *)model_any();
    return (int)model_any();
}

int ldap_create_show_deleted_control(void *ld, void **ctrlp)
{
    if (ctrlp)
        *ctrlp = (void *)model_any();
    return (int)model_any();
}

int ldap_delete(void *ld, const char *dn)
{
    return (int)model_any();
}

int ldap_delete_ext(void *ld, const char *dn, void **serverctrls, void **clientctrls, void *msgidp)
{
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_extended_operation(void *ld, const char *reqoid, void *reqdata, void **serverctrls,
                            void **clientctrls, void *msgidp)
{
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

char *ldap_first_attribute(void *ld, void *entry, void **ber)
{
    if (ber)
        *ber = (void *)model_any();
    return (char *)model_any();
}

void *ldap_first_entry(void *ld, void *chain)
{
    return (void *)model_any();
}

void *ldap_first_message(void *ld, void *chain)
{
    return (void *)model_any();
}

void *ldap_first_reference(void *ld, void *chain)
{
    return (void *)model_any();
}

int ldap_get_attribute_ber(void *ld, void *e, void *ber, void *attr, void **vals)
{
    if (vals)
        *vals = (void *)model_any();
    return (int)model_any();
}

char *ldap_get_dn(void *ld, void *entry)
{
    return (char *)model_any();
}

int ldap_get_dn_ber(void *ld, void *e, void **berout, void *dn)
{
    if (berout)
        *berout = (void *)model_any();
    return (int)model_any();
}

int ldap_get_entry_controls(void *ld, void *entry, void **serverctrls)
{
    if (serverctrls)
        *serverctrls = (void *)model_any();
    return (int)model_any();
}

void **ldap_get_values(void *ld, void *entry, const char *target)
{
    return (void **)model_any();
}

void **ldap_get_values_len(void *ld, void *entry, const char *target)
{
    return (void **)model_any();
}

int ldap_modify(void *ld, const char *dn, void **mods)
{
    if (mods)
        *mods = (void *)model_any();
    return (int)model_any();
}

int ldap_modify_ext(void *ld, const char *dn, void **mods, void **serverctrls, void **clientctrls,
                    void *msgidp)
{
    if (mods)
        *mods = (void *)model_any();
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_modrdn(void *ld, const char *dn, const char *newrdn)
{
    return (int)model_any();
}

int ldap_modrdn2(void *ld, const char *dn, const char *newrdn, int deleteoldrdn)
{
    return (int)model_any();
}

int ldap_msgdelete(void *ld, int msgid)
{
    return (int)model_any();
}

char *ldap_next_attribute(void *ld, void *entry, void *ber)
{
    return (char *)model_any();
}

void *ldap_next_entry(void *ld, void *entry)
{
    return (void *)model_any();
}

void *ldap_next_message(void *ld, void *msg)
{
    return (void *)model_any();
}

void *ldap_next_reference(void *ld, void *ref)
{
    return (void *)model_any();
}

int ldap_parse_accountusability_control(void *ld, void *ctrl, void *availablep, void *usabilityp)
{
    fill(availablep);
    return (int)model_any();
}

int ldap_parse_extended_result(void *ld, void *res, void **retoidp, void **retdatap, int freeit)
{
    if (retoidp)
        *retoidp = (void *)model_any();
    if (retdatap)
        *retdatap = (void *)model_any();
    return (int)model_any();
}

int ldap_parse_intermediate(void *ld, void *res, void **retoidp, void **retdatap,
                            void **serverctrls, int freeit)
{
    if (retoidp)
        *retoidp = (void *)model_any();
    if (retdatap)
        *retdatap = (void *)model_any();
    if (serverctrls)
        *serverctrls = (void *)model_any();
    return (int)model_any();
}

int ldap_parse_page_control(void *ld, void **ctrls, void *count, void **cookie)
{
    if (ctrls)
        *ctrls = (void *)model_any();
    fill(count);
    if (cookie)
        *cookie = (void *)model_any();
    return (int)model_any();
}

int ldap_parse_pageresponse_control(void *ld, void *ctrl, void *count, void *cookie)
{
    fill(count);
    return (int)model_any();
}

int ldap_parse_passwd(void *ld, void *res, void *newpasswd)
{
    return (int)model_any();
}

int ldap_parse_reference(void *ld, void *ref, void **referralsp, void **serverctrls, int freeit)
{
    if (referralsp)
        *referralsp = (void *)model_any();
    if (serverctrls)
        *serverctrls = (void *)model_any();
    return (int)model_any();
}

int ldap_parse_result(void *ld, void *res, void *errcodep, void **matcheddnp, void **diagmsgp,
                      void **referralsp, void **serverctrls, int freeit)
{
    fill(errcodep);
    if (matcheddnp)
        *matcheddnp = (void *)model_any();
    if (diagmsgp)
        *diagmsgp = (void *)model_any();
    if (referralsp)
        *referralsp = (void *)model_any();
    if (serverctrls)
        *serverctrls = (void *)model_any();
    return (int)model_any();
}

int ldap_parse_sasl_bind_result(void *ld, void *res, void **servercredp, int freeit)
{
    if (servercredp)
        *servercredp = (void *)model_any();
    return (int)model_any();
}

int ldap_parse_sortresponse_control(void *ld, void *ctrl, void *result, void **attribute)
{
    fill(result);
    if (attribute)
        *attribute = (void *)model_any();
    return (int)model_any();
}

int ldap_parse_whoami(void *ld, void *res, void **authzid)
{
    if (authzid)
        *authzid = (void *)model_any();
    return (int)model_any();
}

int ldap_passwd(void *ld, void *user, void *oldpw, void *newpw, void **sctrls, void **cctrls,
                void *msgidp)
{
    if (sctrls)
        *sctrls = (void *)model_any();
    if (cctrls)
        *cctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

void ldap_perror(void *ld, const char *s)
{
}

int ldap_rename(void *ld, const char *dn, const char *newrdn, const char *new_superior,
                int deleteoldrdn, void **sctrls, void **cctrls, void *msgidp)
{
    if (sctrls)
        *sctrls = (void *)model_any();
    if (cctrls)
        *cctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_rename2(void *ld, const char *dn, const char *newrdn, const char *new_superior,
                 int deleteoldrdn)
{
    return (int)model_any();
}

int ldap_result2error(void *ld, void *r, int freeit)
{
    return (int)model_any();
}

int ldap_search(void *ld, const char *base, int scope, const char *filter, void **attrs,
                int attrsonly)
{
    if (attrs)
        *attrs = (void *)model_any();
    return (int)model_any();
}

int ldap_search_ext(void *ld, const char *base, int scope, const char *filter, void **attrs,
                    int attrsonly, void **serverctrls, void **clientctrls, void *timeout,
                    int sizelimit, void *msgidp)
{
    if (attrs)
        *attrs = (void *)model_any();
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_start_tls(void *ld, void **serverctrls, void **clientctrls, void *msgidp)
{
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_whoami(void *ld, void **sctrls, void **cctrls, void *msgidp)
{
    if (sctrls)
        *sctrls = (void *)model_any();
    if (cctrls)
        *cctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_bind(void *ld, const char *who, const char *passwd, int authmethod)
{
    return (int)model_any();
}

int ldap_sasl_bind(void *ld, const char *dn, const char *mechanism, void *cred, void **serverctrls,
                   void **clientctrls, void *msgidp)
{
    if (serverctrls)
        *serverctrls = (void *)model_any();
    if (clientctrls)
        *clientctrls = (void *)model_any();
    fill(msgidp);
    return (int)model_any();
}

int ldap_simple_bind(void *ld, const char *who, const char *passwd)
{
    return (int)model_any();
}
