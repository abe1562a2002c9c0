/* The table lies in the request, which the server makes and ends. */
#include "server.h"

static int note_uri(request_rec *request)
{
    apr_table_addn(request->notes, "uri", request->uri);
    return DECLINED;
}

static void register_hooks(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_fixups(note_uri, (void *)0, (void *)0, APR_HOOK_MIDDLE);
}

module note_module = {.version = 1, .register_hooks = register_hooks};
