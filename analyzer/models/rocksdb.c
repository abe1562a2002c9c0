/* RocksDB: databases.
 *
 * States    the C API of RocksDB 7.8 (rocksdb/c.h).
 * Clients   A database that is open, with its threads. Options, iterators, batches, snapshots and column
 *           families are none.
 * Failures  The database cannot be opened. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

static void *opened(void **error)
{
    if (model_fails()) {
        *error = (void *)(long)model_nonzero();
        return 0;
    }
    return model_client(MODEL_THREADS);
}

/* ---- databases ---- */

void *rocksdb_open(const void *options, const char *name, void **errptr)
{
    return opened(errptr);
}

void *rocksdb_open_for_read_only(const void *options, const char *name,
                                 unsigned char error_if_wal_file_exists, void **errptr)
{
    return opened(errptr);
}

void *rocksdb_open_as_secondary(const void *options, const char *name, const char *secondary_path,
                                void **errptr)
{
    return opened(errptr);
}

void *rocksdb_open_with_ttl(const void *options, const char *name, int ttl, void **errptr)
{
    return opened(errptr);
}

void *rocksdb_open_column_families(const void *options, const char *name, int num_column_families,
                                   const char *const *column_family_names,
                                   void **column_family_options, void **column_family_handles,
                                   void **errptr)
{
    return opened(errptr);
}

void *rocksdb_open_for_read_only_column_families(
    const void *options, const char *name, int num_column_families,
    const char *const *column_family_names, void **column_family_options,
    void **column_family_handles, unsigned char error_if_wal_file_exists, void **errptr)
{
    return opened(errptr);
}

void rocksdb_close(void *db)
{
    model_client_end(db);
}

/* ---- what leaves a database alone ---- */

void rocksdb_put(void *db, const void *options, const char *key, size_t keylen, const char *val,
                 size_t vallen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_put_cf(void *db, const void *options, void *column_family, const char *key,
                    size_t keylen, const char *val, size_t vallen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_delete(void *db, const void *options, const char *key, size_t keylen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_delete_cf(void *db, const void *options, void *column_family, const char *key,
                       size_t keylen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_merge(void *db, const void *options, const char *key, size_t keylen, const char *val,
                   size_t vallen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_merge_cf(void *db, const void *options, void *column_family, const char *key,
                      size_t keylen, const char *val, size_t vallen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_write(void *db, const void *options, void *batch, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

char *rocksdb_get(void *db, const void *options, const char *key, size_t keylen, void *vallen,
                  void **errptr)
{
    fill(vallen);
    if (errptr)
        *errptr = (void *)model_any();
    return (char *)model_any();
}

char *rocksdb_get_cf(void *db, const void *options, void *column_family, const char *key,
                     size_t keylen, void *vallen, void **errptr)
{
    fill(vallen);
    if (errptr)
        *errptr = (void *)model_any();
    return (char *)model_any();
}

void *rocksdb_get_pinned(void *db, const void *options, const char *key, size_t keylen,
                         void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
    return (void *)model_any();
}

void *rocksdb_get_pinned_cf(void *db, const void *options, void *column_family, const char *key,
                            size_t keylen, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
    return (void *)model_any();
}

void rocksdb_multi_get(void *db, const void *options, size_t num_keys, const char *const *keys_list,
                       const void *keys_list_sizes, void **values_list, void *values_list_sizes,
                       void **errs)
{
    if (values_list)
        *values_list = (void *)model_any();
    fill(values_list_sizes);
    if (errs)
        *errs = (void *)model_any();
}

void rocksdb_multi_get_cf(void *db, const void *options, void **column_families, size_t num_keys,
                          const char *const *keys_list, const void *keys_list_sizes,
                          void **values_list, void *values_list_sizes, void **errs)
{
    if (values_list)
        *values_list = (void *)model_any();
    fill(values_list_sizes);
    if (errs)
        *errs = (void *)model_any();
}

unsigned char rocksdb_key_may_exist(void *db, const void *options, const char *key, size_t key_len,
                                    void **value, void *val_len, const char *timestamp,
                                    size_t timestamp_len, void *value_found)
{
    if (value)
        *value = (void *)model_any();
    fill(val_len);
    return (unsigned char)model_any();
}

void *rocksdb_create_iterator(void *db, const void *options)
{
    return (void *)model_any();
}

void *rocksdb_create_iterator_cf(void *db, const void *options, void *column_family)
{
    return (void *)model_any();
}

const void *rocksdb_create_snapshot(void *db)
{
    return (const void *)model_any();
}

void rocksdb_release_snapshot(void *db, const void *snapshot)
{
}

void *rocksdb_create_column_family(void *db, const void *column_family_options,
                                   const char *column_family_name, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
    return (void *)model_any();
}

void rocksdb_drop_column_family(void *db, void *handle, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

char *rocksdb_property_value(void *db, const char *propname)
{
    return (char *)model_any();
}

char *rocksdb_property_value_cf(void *db, void *column_family, const char *propname)
{
    return (char *)model_any();
}

int rocksdb_property_int(void *db, const char *propname, void *out_val)
{
    fill(out_val);
    return (int)model_any();
}

void rocksdb_approximate_sizes(void *db, int num_ranges, const char *const *range_start_key,
                               const void *range_start_key_len, const char *const *range_limit_key,
                               const void *range_limit_key_len, void *sizes, void **errptr)
{
    fill(sizes);
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_compact_range(void *db, const char *start_key, size_t start_key_len,
                           const char *limit_key, size_t limit_key_len)
{
}

void rocksdb_compact_range_cf(void *db, void *column_family, const char *start_key,
                              size_t start_key_len, const char *limit_key, size_t limit_key_len)
{
}

void rocksdb_flush(void *db, const void *options, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_flush_wal(void *db, unsigned char sync, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_set_options(void *db, int count, const char *const *keys, const char *const *values,
                         void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void *rocksdb_checkpoint_object_create(void *db, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
    return (void *)model_any();
}

void rocksdb_backup_engine_create_new_backup(void *be, void *db, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

unsigned long rocksdb_get_latest_sequence_number(void *db)
{
    return (unsigned long)model_any();
}

void rocksdb_ingest_external_file(void *db, const char *const *file_list, unsigned long list_len,
                                  const void *opt, void **errptr)
{
    if (errptr)
        *errptr = (void *)model_any();
}

void rocksdb_delete_file(void *db, const char *name)
{
}

void rocksdb_cancel_all_background_work(void *db, unsigned char wait)
{
}
