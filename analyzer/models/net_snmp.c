/* Net-SNMP: sessions.
 *
 * States    the manual pages of Net-SNMP 5.9 (netsnmp_session_api(3), netsnmp_sess_api(3)).
 * Clients   A session that is open. The struct that describes it is the program's own.
 * Waiting   Bounded by the session's time-out and retries.
 * Failures  The peer cannot be resolved, or there is no socket. */
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

/* ---- sessions ---- */

void *snmp_open(void *session)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *snmp_open_ex(void *session, void *fpre_parse, void *fparse, void *fpost_parse, void *fbuild,
                   void *frbuild, void *fcheck)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *snmp_add(void *session, void *s, void *fpre_parse, void *fpost_parse)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *snmp_add_full(void *in_session, void *transport, void *fpre_parse, void *fparse,
                    void *fpost_parse, void *fbuild, void *frbuild, void *fcheck, void *fcreate_pdu)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *snmp_sess_open(void *session)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *snmp_sess_add(void *session, void *s, void *fpre_parse, void *fpost_parse)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int snmp_close(void *session)
{
    model_client_end(session);
    return (int)model_any();
}

int snmp_sess_close(void *data)
{
    model_client_end(data);
    return (int)model_any();
}

/* ---- what waits for answers, or calls when they come ---- */

int snmp_synch_response(void *session, void *pdu, void **pdu3)
{
    if (pdu3)
        *pdu3 = (void *)model_any();
    return (int)model_any();
}

int snmp_sess_synch_response(void *data, void *pdu, void **pdu3)
{
    if (pdu3)
        *pdu3 = (void *)model_any();
    return (int)model_any();
}

int snmp_send(void *session, void *pdu)
{
    return (int)model_any();
}

int snmp_sess_send(void *data, void *pdu)
{
    return (int)model_any();
}

int snmp_async_send(void *session, void *pdu, void *function, void *data)
{
    if (function)
        model_calls(function, data);
    keep(data);
    return (int)model_any();
}

int snmp_sess_async_send(void *data, void *pdu, void *function, void *data4)
{
    if (function)
        model_calls(function, data4);
    keep(data4);
    return (int)model_any();
}

void snmp_read(void *set)
{
    model_waits_for_event();
}

int snmp_sess_read(void *data, void *set)
{
    model_waits_for_event();
    return (int)model_any();
}

/* ---- what leaves a session alone ---- */

void snmp_sess_init(void *session)
{
}

void *snmp_sess_session(void *data)
{
    return (void *)model_any();
}

void *snmp_sess_session_lookup(void *data)
{
    return (void *)model_any();
}

void *snmp_sess_transport(void *data)
{
    return (void *)model_any();
}

void snmp_sess_error(void *sess, void *clib_errorno, void *snmp_errorno, void **errstring)
{
    fill(clib_errorno);
    fill(snmp_errorno);
    if (errstring)
        *errstring = (void *)model_any();
}

void snmp_error(void *sess, void *clib_errorno, void *snmp_errorno, void **errstring)
{
    fill(clib_errorno);
    fill(snmp_errorno);
    if (errstring)
        *errstring = (void *)model_any();
}

void snmp_sess_perror(const char *msg, void *sess)
{
}

int snmp_sess_select_info(void *data, void *number, void *set, void *timeval, void *number5)
{
    fill(number);
    fill(number5);
    return (int)model_any();
}

void snmp_sess_timeout(void *data)
{
}

void snmp_set_detail(const char *text)
{
}

void snmp_sess_transport_set(void *data, void *s)
{
}
