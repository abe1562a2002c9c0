/* The table is the server's: it has an entry more with each request. */
#include "server.h"

static apr_pool_t *server_pool;
static apr_table_t *notes;

static int note_uri(request_rec *request)
{
    const char *uri = apr_pstrdup(server_pool, request->uri);

    apr_table_addn(notes, "uri", uri); // EXPECT: cache-only-grows
    return DECLINED;
}

static void register_hooks(apr_pool_t *pool)
{
    server_pool = pool;
    notes = apr_table_make(pool, 16);
    ap_hook_fixups(note_uri, (void *)0, (void *)0, APR_HOOK_MIDDLE);
}

module note_module = {.version = 1, .register_hooks = register_hooks};
