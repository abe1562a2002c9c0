/* librados: clusters.
 *
 * States    the C API of librados 16 (rados/librados.h).
 * Clients   A cluster's handle, with its threads. The contexts of pools are the cluster's own.
 * Waiting   Bounded by the configuration.
 * Failures  The configuration is refused. */
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

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- clusters ---- */

int rados_create(void **ret_cluster, const char *id)
{
    if (model_fails())
        return model_nonzero();
    *ret_cluster = model_client(MODEL_THREADS);
    return 0;
}

int rados_create2(void **ret_cluster, const char *clustername, const char *name,
                  unsigned long flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_cluster = model_client(MODEL_THREADS);
    return 0;
}

int rados_create_with_context(void **ret_cluster, void *cct)
{
    if (model_fails())
        return model_nonzero();
    *ret_cluster = model_client(MODEL_THREADS);
    return 0;
}

void rados_shutdown(void *cluster)
{
    model_client_end(cluster);
}

int rados_monitor_log(void *cluster, const char *level, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
    return (int)model_any();
}

int rados_monitor_log2(void *cluster, const char *level, void *cb, void *arg)
{
    if (cb)
        model_on_event(cb, arg);
    keep(arg);
    return (int)model_any();
}

/* ---- what leaves a cluster alone ---- */

int rados_aio_watch_flush(void *cluster, void *completion)
{
    return (int)model_any();
}

void *rados_cct(void *cluster)
{
    return (void *)model_any();
}

int rados_cluster_fsid(void *cluster, char *buf, size_t len)
{
    return (int)model_any();
}

int rados_cluster_stat(void *cluster, void *result)
{
    return (int)model_any();
}

int rados_conf_get(void *cluster, const char *option, char *buf, size_t len)
{
    return (int)model_any();
}

int rados_conf_parse_argv(void *cluster, int argc, void **argv)
{
    return (int)model_any();
}

int rados_conf_parse_argv_remainder(void *cluster, int argc, void **argv, void **remargv)
{
    return (int)model_any();
}

int rados_conf_parse_env(void *cluster, const char *var)
{
    return (int)model_any();
}

int rados_conf_read_file(void *cluster, const char *path)
{
    return (int)model_any();
}

int rados_conf_set(void *cluster, const char *option, const char *value)
{
    return (int)model_any();
}

int rados_connect(void *cluster)
{
    return (int)model_any();
}

unsigned long rados_get_instance_id(void *cluster)
{
    return (unsigned long)model_any();
}

int rados_get_min_compatible_client(void *cluster, void *min_compat_client,
                                    void *require_min_compat_client)
{
    return (int)model_any();
}

int rados_get_min_compatible_osd(void *cluster, void *require_osd_release)
{
    return (int)model_any();
}

int rados_getaddrs(void *cluster, void **addrs)
{
    if (addrs)
        *addrs = (void *)model_any();
    return (int)model_any();
}

int rados_ioctx_create(void *cluster, const char *pool_name, void **ioctx)
{
    if (ioctx)
        *ioctx = (void *)model_any();
    return (int)model_any();
}

int rados_ioctx_create2(void *cluster, long pool_id, void **ioctx)
{
    if (ioctx)
        *ioctx = (void *)model_any();
    return (int)model_any();
}

int rados_mon_command(void *cluster, void **cmd, size_t cmdlen, const char *inbuf, size_t inbuflen,
                      void **outbuf, void *outbuflen, void **outs, void *outslen)
{
    if (outbuf)
        *outbuf = (void *)model_any();
    fill(outbuflen);
    if (outs)
        *outs = (void *)model_any();
    fill(outslen);
    return (int)model_any();
}

int rados_mon_command_target(void *cluster, const char *name, void **cmd, size_t cmdlen,
                             const char *inbuf, size_t inbuflen, void **outbuf, void *outbuflen,
                             void **outs, void *outslen)
{
    if (outbuf)
        *outbuf = (void *)model_any();
    fill(outbuflen);
    if (outs)
        *outs = (void *)model_any();
    fill(outslen);
    return (int)model_any();
}

int rados_osd_command(void *cluster, int osdid, void **cmd, size_t cmdlen, const char *inbuf,
                      size_t inbuflen, void **outbuf, void *outbuflen, void **outs, void *outslen)
{
    if (outbuf)
        *outbuf = (void *)model_any();
    fill(outbuflen);
    if (outs)
        *outs = (void *)model_any();
    fill(outslen);
    return (int)model_any();
}

int rados_pg_command(void *cluster, const char *pgstr, void **cmd, size_t cmdlen, const char *inbuf,
                     size_t inbuflen, void **outbuf, void *outbuflen, void **outs, void *outslen)
{
    if (outbuf)
        *outbuf = (void *)model_any();
    fill(outbuflen);
    if (outs)
        *outs = (void *)model_any();
    fill(outslen);
    return (int)model_any();
}

int rados_ping_monitor(void *cluster, const char *mon_id, void **outstr, void *outstrlen)
{
    if (outstr)
        *outstr = (void *)model_any();
    fill(outstrlen);
    return (int)model_any();
}

int rados_pool_create(void *cluster, const char *pool_name)
{
    return (int)model_any();
}

int rados_pool_delete(void *cluster, const char *pool_name)
{
    return (int)model_any();
}

int rados_pool_list(void *cluster, char *buf, size_t len)
{
    return (int)model_any();
}

long rados_pool_lookup(void *cluster, const char *pool_name)
{
    return model_any();
}

int rados_wait_for_latest_osdmap(void *cluster)
{
    return (int)model_any();
}

int rados_watch_flush(void *cluster)
{
    return (int)model_any();
}
