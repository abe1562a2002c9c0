/* libnfs: contexts.
 *
 * States    the API of libnfs 4.0 (nfsc/libnfs.h).
 * Clients   A context, which is a client of one server. Its open files are its own.
 * Waiting   The synchronous calls, unless a time-out is set.
 * Failures  There is no memory. */
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

/* ---- contexts ---- */

void *nfs_init_context(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void nfs_destroy_context(void *nfs)
{
    model_client_end(nfs);
}

void nfs_set_timeout(void *nfs, int milliseconds)
{
    model_client_bounds(nfs);
}

/* ---- what waits for the server ---- */

int nfs_mount(void *nfs, const char *server, const char *exportname)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_umount(void *nfs)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_open(void *nfs, const char *path, int flags, void **nfsfh)
{
    model_client_blocks(nfs);
    if (nfsfh)
        *nfsfh = (void *)model_any();
    return (int)model_any();
}

int nfs_creat(void *nfs, const char *path, int mode, void **nfsfh)
{
    model_client_blocks(nfs);
    if (nfsfh)
        *nfsfh = (void *)model_any();
    return (int)model_any();
}

int nfs_create(void *nfs, const char *path, int flags, int mode, void **nfsfh)
{
    model_client_blocks(nfs);
    if (nfsfh)
        *nfsfh = (void *)model_any();
    return (int)model_any();
}

int nfs_close(void *nfs, void *nfsfh)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_read(void *nfs, void *nfsfh, unsigned long count, void *buf)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_write(void *nfs, void *nfsfh, unsigned long count, const void *buf)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_pread(void *nfs, void *nfsfh, unsigned long offset, unsigned long count, void *buf)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_pwrite(void *nfs, void *nfsfh, unsigned long offset, unsigned long count, const void *buf)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_fsync(void *nfs, void *nfsfh)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_stat(void *nfs, const char *path, void *st)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_stat64(void *nfs, const char *path, void *st)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_lstat64(void *nfs, const char *path, void *st)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_fstat64(void *nfs, void *nfsfh, void *st)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_statvfs(void *nfs, const char *path, void *svfs)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_access(void *nfs, const char *path, int mode)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_mkdir(void *nfs, const char *path)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_rmdir(void *nfs, const char *path)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_unlink(void *nfs, const char *path)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_rename(void *nfs, const char *oldpath, const char *newpath)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_link(void *nfs, const char *oldpath, const char *newpath)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_symlink(void *nfs, const char *target, const char *linkname)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_readlink(void *nfs, const char *path, char *buf, int bufsize)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_chmod(void *nfs, const char *path, int mode)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_chown(void *nfs, const char *path, int uid, int gid)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_truncate(void *nfs, const char *path, unsigned long length)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_ftruncate(void *nfs, void *nfsfh, unsigned long length)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_utimes(void *nfs, const char *path, void *times)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

int nfs_opendir(void *nfs, const char *path, void **nfsdir)
{
    model_client_blocks(nfs);
    if (nfsdir)
        *nfsdir = (void *)model_any();
    return (int)model_any();
}

int nfs_lseek(void *nfs, void *nfsfh, long offset, int whence, void *current_offset)
{
    fill(current_offset);
    return (int)model_any();
}

int nfs_chdir(void *nfs, const char *path)
{
    model_client_blocks(nfs);
    return (int)model_any();
}

/* ---- what leaves a context alone ---- */

void *nfs_readdir(void *nfs, void *nfsdir)
{
    return (void *)model_any();
}

void nfs_closedir(void *nfs, void *nfsdir)
{
}

char *nfs_get_error(void *nfs)
{
    return (char *)model_any();
}

int nfs_get_fd(void *nfs)
{
    return (int)model_any();
}

int nfs_which_events(void *nfs)
{
    return (int)model_any();
}

int nfs_service(void *nfs, int revents)
{
    model_waits_for_event();
    return (int)model_any();
}

int nfs_queue_length(void *nfs)
{
    return (int)model_any();
}

void *nfs_parse_url_full(void *nfs, const char *url)
{
    return (void *)model_any();
}

void *nfs_parse_url_dir(void *nfs, const char *url)
{
    return (void *)model_any();
}

void *nfs_parse_url_incomplete(void *nfs, const char *url)
{
    return (void *)model_any();
}

void nfs_destroy_url(void *url)
{
}

void nfs_set_uid(void *nfs, int uid)
{
}

void nfs_set_gid(void *nfs, int gid)
{
}

int nfs_set_version(void *nfs, int version)
{
    return (int)model_any();
}

void nfs_set_debug(void *nfs, int level)
{
}

void nfs_set_readahead(void *nfs, unsigned v)
{
}

void nfs_set_tcp_syncnt(void *nfs, int v)
{
}

void nfs_set_autoreconnect(void *nfs, int num_retries)
{
}

unsigned long nfs_get_readmax(void *nfs)
{
    return (unsigned long)model_any();
}

unsigned long nfs_get_writemax(void *nfs)
{
    return (unsigned long)model_any();
}

void nfs_getcwd(void *nfs, void **cwd)
{
}

unsigned short nfs_umask(void *nfs, unsigned short mask)
{
    return (unsigned short)model_any();
}

int nfs_mount_async(void *nfs, const char *server, const char *exportname, void *cb,
                    void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int nfs_open_async(void *nfs, const char *path, int flags, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int nfs_read_async(void *nfs, void *nfsfh, unsigned long count, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int nfs_write_async(void *nfs, void *nfsfh, unsigned long count, const void *buf, void *cb,
                    void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int nfs_close_async(void *nfs, void *nfsfh, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int nfs_stat64_async(void *nfs, const char *path, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}

int nfs_opendir_async(void *nfs, const char *path, void *cb, void *private_data)
{
    if (cb)
        model_calls(cb, private_data);
    keep(private_data);
    return (int)model_any();
}
