/* LevelDB: databases.
 *
 * States    the C API of LevelDB 1.23 (leveldb/c.h).
 * Clients   A database that is open, with its thread. Options, iterators, batches and snapshots are none.
 * Failures  The database cannot be opened. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

void *leveldb_open(const void *options, const char *name, void **errptr)
{
    if (model_fails()) {
        *errptr = (void *)(long)model_nonzero();
        return 0;
    }
    return model_client(MODEL_THREADS);
}

void leveldb_close(void *db)
{
    model_client_end(db);
}

void leveldb_approximate_sizes(void *db, int num_ranges, const char *const *range_start_key,
                               const void *range_start_key_len, const char *const *range_limit_key,
                               const void *range_limit_key_len, void *sizes)
{
    fill(sizes);
}

void leveldb_compact_range(void *db, const char *start_key, size_t start_key_len,
                           const char *limit_key, size_t limit_key_len)
{
}

void *leveldb_create_iterator(void *db, const void *options)
{
    return (void *)model_any();
}

const void *leveldb_create_snapshot(void *db)
{
    return (const void *)model_any();
}

void leveldb_delete(void *db, const void *options, const char *key, size_t keylen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

char *leveldb_get(void *db, const void *options, const char *key, size_t keylen, void *vallen,
                  void **errptr)
{
    fill(vallen);
    if (errptr)
        *errptr = (void *)model_any();
    return (char *)model_any();
}

char *leveldb_property_value(void *db, const char *propname)
{
    return (char *)model_any();
}

void leveldb_put(void *db, const void *options, const char *key, size_t keylen, const char *val,
                 size_t vallen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void leveldb_release_snapshot(void *db, const void *snapshot)
{
}

void leveldb_write(void *db, const void *options, void *batch, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}
