/* What a module of an HTTP server sees of it, as far as it is needed here. */
#pragma once

#define OK              0
#define DECLINED        (-1)
#define APR_HOOK_MIDDLE 10

typedef struct apr_pool_t apr_pool_t;
typedef struct apr_table_t apr_table_t;

typedef struct request_rec {
    apr_pool_t *pool;
    char *uri;
    apr_table_t *notes;
} request_rec;

typedef struct module_struct {
    int version;
    void (*register_hooks)(apr_pool_t *pool);
} module;

typedef int ap_HOOK_fixups_t(request_rec *request);

void ap_hook_fixups(ap_HOOK_fixups_t *hook, const char *const *before, const char *const *after,
                    int order);
apr_table_t *apr_table_make(apr_pool_t *pool, int size);
void apr_table_addn(apr_table_t *table, const char *key, const char *value);
char *apr_pstrdup(apr_pool_t *pool, const char *text);
