/* A hash of the Apache Portable Runtime with an entry for each file that was asked for. A value of NULL takes an
 * entry out; the bad twin never does. */
#include <stddef.h>

typedef struct apr_pool_t apr_pool_t;
typedef struct apr_hash_t apr_hash_t;
typedef struct request_rec request_rec;

struct module_struct {
    int version;
    void (*register_hooks)(apr_pool_t *pool);
};

apr_hash_t *apr_hash_make(apr_pool_t *pool);
void *apr_hash_get(apr_hash_t *hash, const void *key, long length);
void apr_hash_set(apr_hash_t *hash, const void *key, long length, const void *value);
char *apr_pstrdup(apr_pool_t *pool, const char *text);
void ap_hook_fixups(int (*hook)(request_rec *), const char *const *before, const char *const *after,
                    int order);
const char *file_of(request_rec *request);
const char *kind_of(const char *file);
int is_stale(const char *kind);

static apr_pool_t *pool;
static apr_hash_t *kinds_ok, *kinds_bad;

static int remember_ok(request_rec *request)
{
    const char *file = file_of(request);
    const char *kind = apr_hash_get(kinds_ok, file, -1);

    if (kind && is_stale(kind))
        apr_hash_set(kinds_ok, file, -1, NULL);
    else if (!kind)
        apr_hash_set(kinds_ok, apr_pstrdup(pool, file), -1, kind_of(file));
    return -1;
}

static int remember_bad(request_rec *request)
{
    const char *file = file_of(request);
    const char *kind = apr_hash_get(kinds_bad, file, -1);

    if (!kind || is_stale(kind))
        apr_hash_set(kinds_bad, apr_pstrdup(pool, file), -1, // EXPECT: cache-only-grows
                     kind_of(file));
    return -1;
}

static void register_hooks(apr_pool_t *of_server)
{
    pool = of_server;
    kinds_ok = apr_hash_make(pool);
    kinds_bad = apr_hash_make(pool);
    ap_hook_fixups(remember_ok, NULL, NULL, 10);
    ap_hook_fixups(remember_bad, NULL, NULL, 10);
}

struct module_struct kinds_module = {1, register_hooks};
