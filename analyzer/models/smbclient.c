/* libsmbclient: contexts.
 *
 * States    the API of Samba 4.17 (libsmbclient.h).
 * Clients   A context, with its connections. Open files are descriptors of its own.
 * Waiting   Bounded by smbc_setTimeout(), which has a default.
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

void *smbc_new_context(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int smbc_free_context(void *context, int shutdown_ctx)
{
    model_client_end(context);
    return (int)model_any();
}

/* The same context, or none where it cannot be set up; it is to be freed then, too. */
void *smbc_init_context(void *context)
{
    if (model_fails())
        return 0;
    return context;
}

/* The old one comes back; the new one is the process's. */
void *smbc_set_context(void *new_context)
{
    model_escape(new_context);
    return (void *)model_any();
}

int smbc_init(void *fn, int debug)
{
    if (fn)
        model_on_event(fn, 0);
    return (int)model_any();
}

/* ---- what leaves a context alone ---- */

void smbc_setTimeout(void *c, int timeout)
{
}

int smbc_getTimeout(void *c)
{
    return (int)model_any();
}

void smbc_setDebug(void *c, int debug)
{
}

int smbc_getDebug(void *c)
{
    return (int)model_any();
}

void smbc_setUser(void *c, const char *user)
{
}

const char *smbc_getUser(void *c)
{
    return (const char *)model_any();
}

void smbc_setWorkgroup(void *c, const char *workgroup)
{
}

const char *smbc_getWorkgroup(void *c)
{
    return (const char *)model_any();
}

void smbc_setNetbiosName(void *c, const char *netbios_name)
{
}

const char *smbc_getNetbiosName(void *c)
{
    return (const char *)model_any();
}

void smbc_setPort(void *c, unsigned short port)
{
}

int smbc_setConfiguration(void *c, const char *file)
{
    return (int)model_any();
}

void smbc_setLogCallback(void *c, void *private_ptr, void *fn)
{
    if (fn)
        model_on_event(fn, private_ptr);
    keep(private_ptr);
}

void smbc_setFunctionAuthData(void *c, void *fn)
{
    if (fn)
        model_on_event(fn, 0);
}

void smbc_setFunctionAuthDataWithContext(void *c, void *fn)
{
    if (fn)
        model_on_event(fn, 0);
}

void smbc_setOptionUserData(void *c, void *user_data)
{
    keep(user_data);
}

void *smbc_getOptionUserData(void *c)
{
    return (void *)model_any();
}

void smbc_setOptionDebugToStderr(void *c, int b)
{
}

void smbc_setOptionNoAutoAnonymousLogin(void *c, int b)
{
}

void smbc_setOptionUseKerberos(void *c, int b)
{
}

void smbc_setOptionFallbackAfterKerberos(void *c, int b)
{
}

void smbc_setOptionUseCCache(void *c, int b)
{
}

void smbc_setOptionOneSharePerServer(void *c, int b)
{
}

void smbc_setOptionSmbEncryptionLevel(void *c, int level)
{
}

int smbc_setOptionProtocols(void *c, const char *min_proto, const char *max_proto)
{
    return (int)model_any();
}

void smbc_setOptionFullTimeNames(void *c, int b)
{
}

void *smbc_getFunctionOpen(void *c)
{
    return (void *)model_any();
}

void *smbc_getFunctionRead(void *c)
{
    return (void *)model_any();
}

void *smbc_getFunctionWrite(void *c)
{
    return (void *)model_any();
}

void *smbc_getFunctionClose(void *c)
{
    return (void *)model_any();
}

void *smbc_getFunctionStat(void *c)
{
    return (void *)model_any();
}

void *smbc_getFunctionOpendir(void *c)
{
    return (void *)model_any();
}

void *smbc_getFunctionReaddir(void *c)
{
    return (void *)model_any();
}

void *smbc_getFunctionClosedir(void *c)
{
    return (void *)model_any();
}

void smbc_set_credentials_with_fallback(void *ctx, const char *workgroup, const char *user,
                                        const char *password)
{
}
