/* GDBM: databases.
 *
 * States    the manual of GDBM 1.23.
 * Clients   A database that is open.
 * Failures  The database cannot be opened, or is locked. */
#include <stranded/primitives.h>

/* What is passed by value and of no interest. */
struct model_value {
    long value;
};

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

void *gdbm_open(const char *text, int number, int number3, int number4, void *function)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *gdbm_fd_open(int fd, const char *file_name, int block_size, int flags, void *fatal_func)
{
    model_escape((const void *)(long)fd);
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int gdbm_close(void *file)
{
    model_client_end(file);
    return (int)model_any();
}

int gdbm_avail_verify(void *dbf)
{
    return (int)model_any();
}

void gdbm_clear_error(void *dbf)
{
}

int gdbm_copy_meta(void *dst, void *src)
{
    return (int)model_any();
}

int gdbm_count(void *dbf, void *pcount)
{
    fill(pcount);
    return (int)model_any();
}

const char *gdbm_db_strerror(void *dbf)
{
    return (const char *)model_any();
}

int gdbm_delete(void *file, struct model_value datum)
{
    return (int)model_any();
}

int gdbm_exists(void *file, struct model_value datum)
{
    return (int)model_any();
}

int gdbm_export(void *file, const char *text, int number, int number4)
{
    return (int)model_any();
}

int gdbm_export_to_file(void *dbf, void *fp)
{
    return (int)model_any();
}

int gdbm_failure_atomic(void *file, const char *text, const char *text3)
{
    return (int)model_any();
}

int gdbm_fdesc(void *file)
{
    return (int)model_any();
}

struct model_value gdbm_fetch(void *file, struct model_value datum)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value gdbm_firstkey(void *file)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int gdbm_import(void *file, const char *text, int number)
{
    return (int)model_any();
}

int gdbm_import_from_file(void *dbf, void *fp, int flag)
{
    return (int)model_any();
}

int gdbm_last_errno(void *dbf)
{
    return (int)model_any();
}

int gdbm_last_syserr(void *dbf)
{
    return (int)model_any();
}

int gdbm_load(void **file, const char *text, int replace, int meta_flags, void *line)
{
    if (file)
        *file = (void *)model_any();
    fill(line);
    return (int)model_any();
}

int gdbm_load_from_file(void **file, void *file2, int replace, int meta_flags, void *line)
{
    if (file)
        *file = (void *)model_any();
    fill(line);
    return (int)model_any();
}

struct model_value gdbm_nextkey(void *file, struct model_value datum)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

int gdbm_reorganize(void *file)
{
    return (int)model_any();
}

void gdbm_set_errno(void *dbf, int ec, int fatal)
{
}

int gdbm_setopt(void *file, int number, void *data, int number4)
{
    return (int)model_any();
}

int gdbm_store(void *file, struct model_value datum, struct model_value datum3, int number)
{
    return (int)model_any();
}

int gdbm_sync(void *file)
{
    return (int)model_any();
}
