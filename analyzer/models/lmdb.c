/* LMDB: environments.
 *
 * States    the API of LMDB 0.9 (lmdb.h).
 * Clients   An environment: a map of the whole database. Transactions, cursors and the databases inside of it
 *           are none.
 * Failures  There is no memory. One that cannot be opened is to be closed, too. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

int mdb_env_create(void **ret_environment)
{
    if (model_fails())
        return model_nonzero();
    *ret_environment = model_client(MODEL_CONNECTION);
    return 0;
}

void mdb_env_close(void *env)
{
    model_client_end(env);
}

void mdb_dbi_close(void *env, unsigned dbi)
{
}

int mdb_env_copy(void *env, const char *path)
{
    return (int)model_any();
}

int mdb_env_copy2(void *env, const char *path, unsigned flags)
{
    return (int)model_any();
}

int mdb_env_copyfd(void *env, int fd)
{
    return (int)model_any();
}

int mdb_env_copyfd2(void *env, int fd, unsigned flags)
{
    return (int)model_any();
}

int mdb_env_get_fd(void *env, void *fd)
{
    fill(fd);
    return (int)model_any();
}

int mdb_env_get_flags(void *env, void *flags)
{
    fill(flags);
    return (int)model_any();
}

int mdb_env_get_maxkeysize(void *env)
{
    return (int)model_any();
}

int mdb_env_get_maxreaders(void *env, void *readers)
{
    fill(readers);
    return (int)model_any();
}

int mdb_env_get_path(void *env, void **path)
{
    return (int)model_any();
}

void *mdb_env_get_userctx(void *env)
{
    return (void *)model_any();
}

int mdb_env_info(void *env, void *stat)
{
    return (int)model_any();
}

int mdb_env_open(void *env, const char *path, unsigned flags, unsigned mode)
{
    return (int)model_any();
}

int mdb_env_set_flags(void *env, unsigned flags, int onoff)
{
    return (int)model_any();
}

int mdb_env_set_mapsize(void *env, size_t size)
{
    return (int)model_any();
}

int mdb_env_set_maxdbs(void *env, unsigned dbs)
{
    return (int)model_any();
}

int mdb_env_set_maxreaders(void *env, unsigned readers)
{
    return (int)model_any();
}

int mdb_env_set_userctx(void *env, void *ctx)
{
    return (int)model_any();
}

int mdb_env_stat(void *env, void *stat)
{
    return (int)model_any();
}

int mdb_env_sync(void *env, int force)
{
    return (int)model_any();
}

int mdb_reader_check(void *env, void *dead)
{
    fill(dead);
    return (int)model_any();
}

int mdb_txn_begin(void *env, void *parent, unsigned flags, void **txn)
{
    if (txn)
        *txn = (void *)model_any();
    return (int)model_any();
}
