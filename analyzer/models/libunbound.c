/* libunbound: contexts.
 *
 * States    the manual page of libunbound 1.17.
 * Clients   A context, with its cache and its worker.
 * Waiting   Bounded by the resolver's own limits.
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

void *ub_ctx_create(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void ub_ctx_delete(void *ctx)
{
    model_client_end(ctx);
}

int ub_resolve_async(void *ctx, const char *name, int rrtype, int rrclass, void *mydata,
                     void *callback, void *async_id)
{
    if (callback)
        model_calls(callback, mydata);
    keep(mydata);
    if (async_id)
        *(int *)async_id = (int)model_any();
    return (int)model_any();
}

int ub_resolve(void *ctx, const char *name, int rrtype, int rrclass, void **result)
{
    if (result)
        *result = (void *)model_any();
    return (int)model_any();
}

int ub_wait(void *ctx)
{
    model_waits_for_event();
    return (int)model_any();
}

int ub_cancel(void *ctx, int async_id)
{
    return (int)model_any();
}

int ub_ctx_add_ta(void *ctx, const char *ta)
{
    return (int)model_any();
}

int ub_ctx_add_ta_autr(void *ctx, const char *fname)
{
    return (int)model_any();
}

int ub_ctx_add_ta_file(void *ctx, const char *fname)
{
    return (int)model_any();
}

int ub_ctx_async(void *ctx, int dothread)
{
    return (int)model_any();
}

int ub_ctx_config(void *ctx, const char *fname)
{
    return (int)model_any();
}

int ub_ctx_data_add(void *ctx, const char *data)
{
    return (int)model_any();
}

int ub_ctx_data_remove(void *ctx, const char *data)
{
    return (int)model_any();
}

int ub_ctx_debuglevel(void *ctx, int d)
{
    return (int)model_any();
}

int ub_ctx_debugout(void *ctx, void *out)
{
    return (int)model_any();
}

int ub_ctx_get_option(void *ctx, const char *opt, void **str)
{
    if (str)
        *str = (void *)model_any();
    return (int)model_any();
}

int ub_ctx_hosts(void *ctx, const char *fname)
{
    return (int)model_any();
}

int ub_ctx_print_local_zones(void *ctx)
{
    return (int)model_any();
}

int ub_ctx_resolvconf(void *ctx, const char *fname)
{
    return (int)model_any();
}

int ub_ctx_set_fwd(void *ctx, const char *addr)
{
    return (int)model_any();
}

int ub_ctx_set_option(void *ctx, const char *opt, const char *val)
{
    return (int)model_any();
}

int ub_ctx_set_stub(void *ctx, const char *zone, const char *addr, int isprime)
{
    return (int)model_any();
}

int ub_ctx_set_tls(void *ctx, int tls)
{
    return (int)model_any();
}

int ub_ctx_trustedkeys(void *ctx, const char *fname)
{
    return (int)model_any();
}

int ub_ctx_zone_add(void *ctx, const char *zone_name, const char *zone_type)
{
    return (int)model_any();
}

int ub_ctx_zone_remove(void *ctx, const char *zone_name)
{
    return (int)model_any();
}

int ub_fd(void *ctx)
{
    return (int)model_any();
}

int ub_poll(void *ctx)
{
    return (int)model_any();
}

int ub_process(void *ctx)
{
    return (int)model_any();
}
