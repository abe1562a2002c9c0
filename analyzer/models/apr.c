/* The Apache Portable Runtime: tables, hashes and arrays, as far as they get longer and shorter.
 *
 * States    the documentation in apr_tables.h and apr_hash.h of APR 1.7.
 * Failures  Memory that is not to be had ends the process, or is not looked for.
 * Not here  What only goes through the entries. They lie in pools, and go with them. */
#include <stranded/primitives.h>

/* ---- tables ---- */

void *apr_table_make(void *pool, int size)
{
    return model_alloc();
}

const char *apr_table_get(const void *table, const char *key)
{
    return (const char *)model_any();
}

void apr_table_set(void *table, const char *key, const char *value)
{
    model_insert_keyed(table, key, value);
}

void apr_table_setn(void *table, const char *key, const char *value)
{
    model_insert_keyed(table, key, value);
}

void apr_table_merge(void *table, const char *key, const char *value)
{
    model_insert(table, value);
}

void apr_table_mergen(void *table, const char *key, const char *value)
{
    model_insert(table, value);
}

void apr_table_add(void *table, const char *key, const char *value)
{
    model_insert(table, value);
}

void apr_table_addn(void *table, const char *key, const char *value)
{
    model_insert(table, value);
}

void apr_table_unset(void *table, const char *key)
{
    model_remove(table);
}

void apr_table_clear(void *table)
{
    model_remove(table);
}

/* ---- hashes ---- */

void *apr_hash_make(void *pool)
{
    return model_alloc();
}

void *apr_hash_get(void *hash, const void *key, long length)
{
    return (void *)model_any();
}

unsigned apr_hash_count(void *hash)
{
    return (unsigned)model_any();
}

/* A value of 0 takes the key out. */
void apr_hash_set(void *hash, const void *key, long length, const void *value)
{
    if (value == 0)
        model_remove(hash);
    else
        model_insert_keyed(hash, key, value);
}

void apr_hash_clear(void *hash)
{
    model_remove(hash);
}

/* ---- arrays ---- */

void *apr_array_make(void *pool, int size, int width)
{
    return model_alloc();
}

void *apr_array_push(void *array)
{
    model_insert(array, 0);
    return model_new();
}

void apr_array_cat(void *array, const void *other)
{
    model_insert(array, other);
}

void *apr_array_pop(void *array)
{
    model_remove(array);
    return (void *)model_any();
}

void apr_array_clear(void *array)
{
    model_remove(array);
}
