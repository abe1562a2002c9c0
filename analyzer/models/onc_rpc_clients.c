/* ONC RPC: clients.
 *
 * States    rpc_clnt_create(3) and rpc_clnt_calls(3) of libtirpc 1.3, and <rpc/clnt.h>, where clnt_destroy() and
 *           clnt_call() are macros that call what the handle's operations name.
 * Clients   A handle, with its connection, until clnt_destroy(). Those of *_create() with a host ask its port
 *           mapper first.
 * Waiting   Each call says how long it may take: nothing waits without a bound.
 * Failures  The host is not known, does not answer, or has no such service: NULL. */
#include <stranded/primitives.h>

struct clnt_ops {
    int (*cl_call)(void *client, unsigned procedure, void *xargs, void *arguments, void *xresults,
                   void *results, ...);
    void (*cl_abort)(void *client);
    void (*cl_geterr)(void *client, void *error);
    int (*cl_freeres)(void *client, void *xresults, void *results);
    void (*cl_destroy)(void *client);
    int (*cl_control)(void *client, unsigned request, void *information);
};

static void destroy(void *client)
{
    model_client_end(client);
}

static int call(void *client, unsigned procedure, void *xargs, void *arguments, void *xresults,
                void *results, ...)
{
    return (int)model_any();
}

static int free_results(void *client, void *xresults, void *results)
{
    return (int)model_any();
}

static int control(void *client, unsigned request, void *information)
{
    return (int)model_any();
}

static __attribute__((__unused__)) void operations(struct clnt_ops *self)
{
    self->cl_call = call;
    self->cl_freeres = free_results;
    self->cl_destroy = destroy;
    self->cl_control = control;
}

static void *make(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *clnt_create(const char *host, unsigned program, unsigned version, const char *net_type)
{
    return make();
}

void *clnt_create_timed(const char *host, unsigned program, unsigned version, const char *net_type,
                        const void *time)
{
    return make();
}

void *clnt_create_vers(const char *host, unsigned program, unsigned *ret_version, unsigned low,
                       unsigned high, const char *net_type)
{
    if (ret_version)
        *ret_version = (unsigned)model_any();
    return make();
}

void *clnt_create_vers_timed(const char *host, unsigned program, unsigned *ret_version,
                             unsigned low, unsigned high, const char *net_type, const void *time)
{
    if (ret_version)
        *ret_version = (unsigned)model_any();
    return make();
}

void *clnt_tp_create(const char *host, unsigned program, unsigned version, const void *net)
{
    return make();
}

void *clnt_tp_create_timed(const char *host, unsigned program, unsigned version, const void *net,
                           const void *time)
{
    return make();
}

void clnt_pcreateerror(const char *text)
{
}

void clnt_perrno(int status)
{
}

void clnt_perror(void *client, const char *text)
{
}
