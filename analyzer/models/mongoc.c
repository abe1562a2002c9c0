/* The MongoDB C driver: clients and pools of them.
 *
 * States    the manual of libmongoc 1.23.
 * Clients   A client of the program's own, and a pool. What a pool lends stays its own; databases,
 *           collections and cursors are not clients.
 * Waiting   Bounded by default (socketTimeoutMS, serverSelectionTimeoutMS).
 * Failures  The address is refused. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- clients ---- */

void *mongoc_client_new(const char *uri_string)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *mongoc_client_new_from_uri(const void *uri)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *mongoc_client_new_from_uri_with_error(const void *uri, void *error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void mongoc_client_destroy(void *client)
{
    model_client_end(client);
}

/* ---- pools ---- */

void *mongoc_client_pool_new(const void *uri)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void *mongoc_client_pool_new_with_error(const void *uri, void *error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void mongoc_client_pool_destroy(void *pool)
{
    model_client_end(pool);
}

void mongoc_client_set_stream_initiator(void *client, void *initiator, void *user_data)
{
    if (initiator)
        model_on_event(initiator, user_data);
    keep(user_data);
}

/* ---- what leaves them alone ---- */

void *mongoc_client_command(void *client, const char *db_name, int flags, unsigned skip,
                            unsigned limit, unsigned batch_size, const void *query,
                            const void *fields, const void *read_prefs)
{
    return (void *)model_any();
}

int /*bool*/ mongoc_client_command_simple(void *client, const char *db_name, const void *command,
                                          const void *read_prefs, void *reply, void *error)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_command_simple_with_server_id(void *client, const char *db_name,
                                                         const void *command,
                                                         const void *read_prefs, unsigned server_id,
                                                         void *reply, void *error)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_command_with_opts(void *client, const char *db_name, const void *command,
                                             const void *read_prefs, const void *opts, void *reply,
                                             void *error)
{
    return (int /*bool*/)model_any();
}

void *mongoc_client_find_databases(void *client, void *error)
{
    return (void *)model_any();
}

void *mongoc_client_find_databases_with_opts(void *client, const void *opts)
{
    return (void *)model_any();
}

void *mongoc_client_get_collection(void *client, const char *db, const char *collection)
{
    return (void *)model_any();
}

void *mongoc_client_get_database(void *client, const char *name)
{
    return (void *)model_any();
}

void **mongoc_client_get_database_names(void *client, void *error)
{
    return (void **)model_any();
}

void **mongoc_client_get_database_names_with_opts(void *client, const void *opts, void *error)
{
    return (void **)model_any();
}

void *mongoc_client_get_default_database(void *client)
{
    return (void *)model_any();
}

int mongoc_client_get_max_bson_size(void *client)
{
    return (int)model_any();
}

int mongoc_client_get_max_message_size(void *client)
{
    return (int)model_any();
}

const void *mongoc_client_get_read_concern(const void *client)
{
    return (const void *)model_any();
}

const void *mongoc_client_get_read_prefs(const void *client)
{
    return (const void *)model_any();
}

void *mongoc_client_get_server_description(void *client, unsigned server_id)
{
    return (void *)model_any();
}

void **mongoc_client_get_server_descriptions(const void *client, void *n)
{
    fill(n);
    return (void **)model_any();
}

int /*bool*/ mongoc_client_get_server_status(void *client, void *read_prefs, void *reply,
                                             void *error)
{
    return (int /*bool*/)model_any();
}

const void *mongoc_client_get_uri(const void *client)
{
    return (const void *)model_any();
}

const void *mongoc_client_get_write_concern(const void *client)
{
    return (const void *)model_any();
}

void mongoc_client_kill_cursor(void *client, long cursor_id)
{
}

void mongoc_client_pool_max_size(void *pool, unsigned max_pool_size)
{
}

void mongoc_client_pool_min_size(void *pool, unsigned min_pool_size)
{
}

void *mongoc_client_pool_pop(void *pool)
{
    return (void *)model_any();
}

void mongoc_client_pool_push(void *pool, void *client)
{
}

int /*bool*/ mongoc_client_pool_set_apm_callbacks(void *pool, void *callbacks, void *context)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_pool_set_appname(void *pool, const char *appname)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_pool_set_error_api(void *pool, int version)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_pool_set_server_api(void *pool, const void *api, void *error)
{
    return (int /*bool*/)model_any();
}

void mongoc_client_pool_set_ssl_opts(void *pool, const void *opts)
{
}

void *mongoc_client_pool_try_pop(void *pool)
{
    return (void *)model_any();
}

int /*bool*/ mongoc_client_read_command_with_opts(void *client, const char *db_name,
                                                  const void *command, const void *read_prefs,
                                                  const void *opts, void *reply, void *error)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_read_write_command_with_opts(void *client, const char *db_name,
                                                        const void *command, const void *read_prefs,
                                                        const void *opts, void *reply, void *error)
{
    return (int /*bool*/)model_any();
}

void mongoc_client_reset(void *client)
{
}

void *mongoc_client_select_server(void *client, int /*bool*/ for_writes, const void *prefs,
                                  void *error)
{
    return (void *)model_any();
}

int /*bool*/ mongoc_client_set_apm_callbacks(void *client, void *callbacks, void *context)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_set_appname(void *client, const char *appname)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_client_set_error_api(void *client, int version)
{
    return (int /*bool*/)model_any();
}

void mongoc_client_set_read_concern(void *client, const void *read_concern)
{
}

void mongoc_client_set_read_prefs(void *client, const void *read_prefs)
{
}

int /*bool*/ mongoc_client_set_server_api(void *client, const void *api, void *error)
{
    return (int /*bool*/)model_any();
}

void mongoc_client_set_ssl_opts(void *client, const void *opts)
{
}

void mongoc_client_set_write_concern(void *client, const void *write_concern)
{
}

void *mongoc_client_start_session(void *client, const void *opts, void *error)
{
    return (void *)model_any();
}

void *mongoc_client_watch(void *client, const void *pipeline, const void *opts)
{
    return (void *)model_any();
}

int /*bool*/ mongoc_client_write_command_with_opts(void *client, const char *db_name,
                                                   const void *command, const void *opts,
                                                   void *reply, void *error)
{
    return (int /*bool*/)model_any();
}

int /*bool*/ mongoc_cursor_next(void *cursor, void **bson)
{
    return (int /*bool*/)model_any();
}

void *mongoc_database_get_collection(void *database, const char *name)
{
    return (void *)model_any();
}

void mongoc_database_destroy(void *database)
{
}

void mongoc_collection_destroy(void *collection)
{
}
