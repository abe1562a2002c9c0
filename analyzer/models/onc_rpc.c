/* ONC RPC: services.
 *
 * States    rpc_svc_reg(3), rpc_svc_calls(3) and rpc(3) of libtirpc 1.3.
 * Control   A service's dispatch function runs per request, in svc_run() or where the program itself
 *           waits and calls svc_getreq_common() and its like. */
#include <stranded/primitives.h>

int svc_register(void *transport, unsigned long program, unsigned long version, void *dispatch,
                 unsigned long protocol)
{
    model_on_request(dispatch, transport);
    return (int)model_any();
}

int svc_reg(void *transport, unsigned long program, unsigned long version, void *dispatch,
            const void *network)
{
    model_on_request(dispatch, transport);
    return (int)model_any();
}

int svc_create(void *dispatch, unsigned long program, unsigned long version, const char *type)
{
    model_on_request(dispatch, 0);
    return (int)model_any();
}

void *svc_tp_create(void *dispatch, unsigned long program, unsigned long version,
                    const void *network)
{
    model_on_request(dispatch, 0);
    return (void *)model_any();
}

int rpc_reg(unsigned long program, unsigned long version, unsigned long procedure, void *function,
            void *in, void *out, const char *type)
{
    model_on_request(function, 0);
    return (int)model_any();
}

int registerrpc(unsigned long program, unsigned long version, unsigned long procedure,
                void *function, void *in, void *out)
{
    model_on_request(function, 0);
    return (int)model_any();
}

void svc_run(void)
{
    model_waits_for_request();
}
