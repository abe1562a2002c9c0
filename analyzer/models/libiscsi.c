/* libiscsi: contexts.
 *
 * States    the API of libiscsi 1.19 (iscsi/iscsi.h).
 * Clients   A context, which is a session with a target.
 * Waiting   The synchronous calls, unless a time-out is set.
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

void *iscsi_create_context(const char *initiator_name)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int iscsi_destroy_context(void *iscsi)
{
    model_client_end(iscsi);
    return (int)model_any();
}

int iscsi_set_timeout(void *iscsi, int timeout)
{
    model_client_bounds(iscsi);
    return (int)model_any();
}

/* ---- what waits for the target ---- */

int iscsi_connect_sync(void *iscsi, const char *portal)
{
    model_client_blocks(iscsi);
    return (int)model_any();
}

int iscsi_full_connect_sync(void *iscsi, const char *portal, int lun)
{
    model_client_blocks(iscsi);
    return (int)model_any();
}

int iscsi_login_sync(void *iscsi)
{
    model_client_blocks(iscsi);
    return (int)model_any();
}

int iscsi_logout_sync(void *iscsi)
{
    model_client_blocks(iscsi);
    return (int)model_any();
}

void *iscsi_discovery_sync(void *iscsi)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_reportluns_sync(void *iscsi, int report_type, int alloc_len)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_testunitready_sync(void *iscsi, int lun)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_inquiry_sync(void *iscsi, int lun, int evpd, int page_code, int maxsize)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_read10_sync(void *iscsi, int lun, unsigned lba, unsigned datalen, int blocksize,
                        int rdprotect, int dpo, int fua, int fua_nv, int group_number)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_read16_sync(void *iscsi, int lun, unsigned long lba, unsigned datalen, int blocksize,
                        int rdprotect, int dpo, int fua, int fua_nv, int group_number)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_readcapacity10_sync(void *iscsi, int lun, int lba, int pmi)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_readcapacity16_sync(void *iscsi, int lun)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_write10_sync(void *iscsi, int lun, unsigned lba, void *data, unsigned datalen,
                         int blocksize, int wrprotect, int dpo, int fua, int fua_nv,
                         int group_number)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_write16_sync(void *iscsi, int lun, unsigned long lba, void *data, unsigned datalen,
                         int blocksize, int wrprotect, int dpo, int fua, int fua_nv,
                         int group_number)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

void *iscsi_synchronizecache10_sync(void *iscsi, int lun, int lba, int num_blocks, int syncnv,
                                    int immed)
{
    model_client_blocks(iscsi);
    return (void *)model_any();
}

/* ---- what calls when the answer comes ---- */

int iscsi_connect_async(void *iscsi, const char *portal, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int iscsi_full_connect_async(void *iscsi, const char *portal, int lun, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int iscsi_login_async(void *iscsi, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int iscsi_logout_async(void *iscsi, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int iscsi_discovery_async(void *iscsi, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

void *iscsi_reportluns_task(void *iscsi, int report_type, int alloc_len, void *cb,
                            void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (void *)model_any();
}

void *iscsi_inquiry_task(void *iscsi, int lun, int evpd, int page_code, int maxsize, void *cb,
                         void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (void *)model_any();
}

void *iscsi_read10_task(void *iscsi, int lun, unsigned lba, unsigned datalen, int blocksize,
                        int rdprotect, int dpo, int fua, int fua_nv, int group_number, void *cb,
                        void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (void *)model_any();
}

void *iscsi_read16_task(void *iscsi, int lun, unsigned long lba, unsigned datalen, int blocksize,
                        int rdprotect, int dpo, int fua, int fua_nv, int group_number, void *cb,
                        void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (void *)model_any();
}

void *iscsi_write10_task(void *iscsi, int lun, unsigned lba, void *data, unsigned datalen,
                         int blocksize, int wrprotect, int dpo, int fua, int fua_nv,
                         int group_number, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (void *)model_any();
}

void *iscsi_write16_task(void *iscsi, int lun, unsigned long lba, void *data, unsigned datalen,
                         int blocksize, int wrprotect, int dpo, int fua, int fua_nv,
                         int group_number, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (void *)model_any();
}

/* ---- what leaves a context alone ---- */

int iscsi_disconnect(void *iscsi)
{
    return (int)model_any();
}

int iscsi_reconnect(void *iscsi)
{
    return (int)model_any();
}

int iscsi_is_logged_in(void *iscsi)
{
    return (int)model_any();
}

int iscsi_get_fd(void *iscsi)
{
    return (int)model_any();
}

int iscsi_which_events(void *iscsi)
{
    return (int)model_any();
}

int iscsi_service(void *iscsi, int revents)
{
    return (int)model_any();
}

int iscsi_queue_length(void *iscsi)
{
    return (int)model_any();
}

int iscsi_out_queue_length(void *iscsi)
{
    return (int)model_any();
}

const char *iscsi_get_error(void *iscsi)
{
    return (const char *)model_any();
}

void iscsi_set_log_level(void *iscsi, int level)
{
}

void iscsi_set_log_fn(void *iscsi, void *fn)
{
    if (fn)
        model_on_event(fn, 0);
}

int iscsi_set_targetname(void *iscsi, const char *targetname)
{
    return (int)model_any();
}

int iscsi_set_initiator_username_pwd(void *iscsi, const char *user, const char *passwd)
{
    return (int)model_any();
}

int iscsi_set_target_username_pwd(void *iscsi, const char *user, const char *passwd)
{
    return (int)model_any();
}

int iscsi_set_session_type(void *iscsi, int session_type)
{
    return (int)model_any();
}

int iscsi_set_header_digest(void *iscsi, int header_digest)
{
    return (int)model_any();
}

int iscsi_set_alias(void *iscsi, const char *alias)
{
    return (int)model_any();
}

int iscsi_set_isid_random(void *iscsi, unsigned rnd, unsigned qualifier)
{
    return (int)model_any();
}

void iscsi_set_reconnect_max_retries(void *iscsi, int count)
{
}

void iscsi_set_noautoreconnect(void *iscsi, int state)
{
}

int iscsi_set_tcp_keepalive(void *iscsi, int idle, int count, int interval)
{
    return (int)model_any();
}

void iscsi_set_bind_interfaces(void *iscsi, char *interfaces)
{
}

const char *iscsi_get_target_address(void *iscsi)
{
    return (const char *)model_any();
}

void *iscsi_parse_full_url(void *iscsi, const char *url)
{
    return (void *)model_any();
}

void *iscsi_parse_portal_url(void *iscsi, const char *url)
{
    return (void *)model_any();
}

void iscsi_free_discovery_data(void *iscsi, void *da)
{
}

int iscsi_nop_out_async(void *iscsi, void *cb, void *data, int len, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}
