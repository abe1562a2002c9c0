/* libmemcached: clients of memcached, and pools of them.
 *
 * States    the manual of libmemcached 1.1.
 * Handles   memcached_create() makes a client's object, or takes the program's own: the client is a field
 *           of either.
 * Clients   A client, and a pool, which takes its first client over until it is destroyed. What a pool
 *           lends stays its own.
 * Waiting   Bounded by default.
 * Failures  There is no memory, or the options are refused. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

struct model_memcached {
    void *client;
};

static void *make(struct model_memcached *object)
{
    if (!object) {
        if (model_fails())
            return 0;
        object = model_new();
    }
    object->client = model_client(MODEL_CONNECTION);
    return object;
}

/* ---- clients ---- */

void *memcached_create(struct model_memcached *ptr)
{
    return make(ptr);
}

void *memcached(const char *string, size_t string_length)
{
    return make(0);
}

void *memcached_clone(struct model_memcached *clone, const struct model_memcached *ptr)
{
    return make(clone);
}

void memcached_free(struct model_memcached *ptr)
{
    if (ptr) {
        model_client_end(ptr->client);
        ptr->client = 0;
    }
}

/* ---- pools ---- */

void *memcached_pool_create(struct model_memcached *first, unsigned initial, unsigned max)
{
    if (model_fails())
        return 0;
    model_escape(first);
    return model_client(MODEL_CONNECTION);
}

void *memcached_pool(const char *option_string, size_t option_string_length)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

/* The first client, if the program made it. */
void *memcached_pool_destroy(void *pool)
{
    model_client_end(pool);
    return (void *)model_any();
}

void *memcached_pool_pop(void *pool, int block, void *rc)
{
    fill(rc);
    return (void *)model_any();
}

int memcached_pool_push(void *pool, struct model_memcached *mmc)
{
    return (int)model_any();
}

void *memcached_pool_fetch(void *st, void *relative_time, void *rc)
{
    fill(rc);
    return (void *)model_any();
}

int memcached_pool_release(void *pool, struct model_memcached *mmc)
{
    return (int)model_any();
}

int memcached_pool_behavior_set(void *ptr, int flag, unsigned long data)
{
    return (int)model_any();
}

int memcached_pool_behavior_get(void *ptr, int flag, void *value)
{
    fill(value);
    return (int)model_any();
}

/* ---- what leaves a client alone ---- */

int memcached_fetch_execute(struct model_memcached *ptr, void **callback, void *context,
                            unsigned number_of_callbacks)
{
    model_calls(callback, context);
    return (int)model_any();
}

int memcached_mget_execute(struct model_memcached *ptr, const char *const *keys,
                           const void *key_length, unsigned long number_of_keys, void **callback,
                           void *context, unsigned number_of_callbacks)
{
    model_calls(callback, context);
    return (int)model_any();
}

int memcached_dump(struct model_memcached *ptr, void **function, void *context,
                   unsigned number_of_callbacks)
{
    model_calls(function, context);
    return (int)model_any();
}

int memcached_server_cursor(const struct model_memcached *ptr, void **callback, void *context,
                            unsigned number_of_callbacks)
{
    model_calls(callback, context);
    return (int)model_any();
}

int memcached_stat_execute(struct model_memcached *memc, const char *args, void *func,
                           void *context)
{
    model_calls(func, context);
    return (int)model_any();
}

int libmemcached_util_version_check(struct model_memcached *memc, unsigned char major_version,
                                    unsigned char minor_version, unsigned char micro_version)
{
    return (int)model_any();
}

int memcached_add(struct model_memcached *ptr, const char *key, size_t key_length,
                  const char *value, size_t value_length, long expiration, unsigned flags)
{
    return (int)model_any();
}

int memcached_append(struct model_memcached *ptr, const char *key, size_t key_length,
                     const char *value, size_t value_length, long expiration, unsigned flags)
{
    return (int)model_any();
}

unsigned long memcached_behavior_get(struct model_memcached *ptr, int flag)
{
    return (unsigned long)model_any();
}

int memcached_behavior_get_distribution(struct model_memcached *ptr)
{
    return (int)model_any();
}

int memcached_behavior_get_distribution_hash(struct model_memcached *ptr)
{
    return (int)model_any();
}

int memcached_behavior_get_key_hash(struct model_memcached *ptr)
{
    return (int)model_any();
}

int memcached_behavior_set(struct model_memcached *ptr, int flag, unsigned long data)
{
    return (int)model_any();
}

int memcached_behavior_set_distribution(struct model_memcached *ptr, int type)
{
    return (int)model_any();
}

int memcached_behavior_set_distribution_hash(struct model_memcached *ptr, int type)
{
    return (int)model_any();
}

int memcached_behavior_set_key_hash(struct model_memcached *ptr, int type)
{
    return (int)model_any();
}

int memcached_cas(struct model_memcached *ptr, const char *key, size_t key_length,
                  const char *value, size_t value_length, long expiration, unsigned flags,
                  unsigned long cas)
{
    return (int)model_any();
}

int memcached_decrement(struct model_memcached *ptr, const char *key, size_t key_length,
                        unsigned offset, void *value)
{
    fill(value);
    return (int)model_any();
}

int memcached_delete(struct model_memcached *ptr, const char *key, size_t key_length,
                     long expiration)
{
    return (int)model_any();
}

const char *memcached_error(const struct model_memcached *st)
{
    return (const char *)model_any();
}

void memcached_error_print(const struct model_memcached *st)
{
}

int memcached_exist(struct model_memcached *memc, const char *key, size_t key_length)
{
    return (int)model_any();
}

char *memcached_fetch(struct model_memcached *ptr, char *key, void *key_length, void *value_length,
                      void *flags, void *error)
{
    fill(key_length);
    fill(value_length);
    fill(flags);
    fill(error);
    return (char *)model_any();
}

void *memcached_fetch_result(struct model_memcached *ptr, void *result, void *error)
{
    fill(error);
    return (void *)model_any();
}

int memcached_flush(struct model_memcached *ptr, long expiration)
{
    return (int)model_any();
}

int memcached_flush_buffers(struct model_memcached *mem)
{
    return (int)model_any();
}

char *memcached_get(struct model_memcached *ptr, const char *key, size_t key_length,
                    void *value_length, void *flags, void *error)
{
    fill(value_length);
    fill(flags);
    fill(error);
    return (char *)model_any();
}

const void *memcached_get_hashkit(const struct model_memcached *ptr)
{
    return (const void *)model_any();
}

int memcached_increment(struct model_memcached *ptr, const char *key, size_t key_length,
                        unsigned offset, void *value)
{
    fill(value);
    return (int)model_any();
}

int memcached_mget(struct model_memcached *ptr, const char *const *keys, const void *key_length,
                   size_t number_of_keys)
{
    return (int)model_any();
}

int memcached_prepend(struct model_memcached *ptr, const char *key, size_t key_length,
                      const char *value, size_t value_length, long expiration, unsigned flags)
{
    return (int)model_any();
}

int memcached_push(struct model_memcached *destination, const struct model_memcached *source)
{
    return (int)model_any();
}

unsigned long memcached_query_id(const struct model_memcached *st)
{
    return (unsigned long)model_any();
}

void memcached_quit(struct model_memcached *ptr)
{
}

int memcached_replace(struct model_memcached *ptr, const char *key, size_t key_length,
                      const char *value, size_t value_length, long expiration, unsigned flags)
{
    return (int)model_any();
}

int memcached_reset(struct model_memcached *ptr)
{
    return (int)model_any();
}

void memcached_reset_last_disconnected_server(struct model_memcached *ptr)
{
}

void *memcached_result_create(const struct model_memcached *ptr, void *result)
{
    return (void *)model_any();
}

int memcached_server_add(struct model_memcached *ptr, const char *hostname, unsigned short port)
{
    return (int)model_any();
}

int memcached_server_add_with_weight(struct model_memcached *ptr, const char *hostname,
                                     unsigned short port, unsigned weight)
{
    return (int)model_any();
}

unsigned memcached_server_count(const struct model_memcached *st)
{
    return (unsigned)model_any();
}

const void *memcached_server_instance_by_position(const struct model_memcached *ptr,
                                                  unsigned server_key)
{
    return (const void *)model_any();
}

int memcached_server_push(struct model_memcached *ptr, void *list)
{
    return (int)model_any();
}

int memcached_set(struct model_memcached *ptr, const char *key, size_t key_length,
                  const char *value, size_t value_length, long expiration, unsigned flags)
{
    return (int)model_any();
}

int memcached_set_hashkit(struct model_memcached *ptr, void *hashk)
{
    return (int)model_any();
}

void *memcached_stat(struct model_memcached *ptr, char *args, void *error)
{
    fill(error);
    return (void *)model_any();
}

const char *memcached_strerror(const struct model_memcached *ptr, int rc)
{
    return (const char *)model_any();
}

int memcached_touch(struct model_memcached *ptr, const char *key, size_t key_length,
                    long expiration)
{
    return (int)model_any();
}

int memcached_version(struct model_memcached *ptr)
{
    return (int)model_any();
}

int memcached_server_add_unix_socket(struct model_memcached *ptr, const char *filename)
{
    return (int)model_any();
}

int memcached_last_error(const struct model_memcached *st)
{
    return (int)model_any();
}

const char *memcached_last_error_message(const struct model_memcached *st)
{
    return (const char *)model_any();
}
