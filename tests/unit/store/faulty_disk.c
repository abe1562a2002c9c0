#include "faulty_disk.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A file: ours, and behind it the real one. */
struct faulty_file {
    sqlite3_file base;
    sqlite3_file *real;
};

/* A test is one thread and SQLite's registry is global anyway. */
static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    enum disk_operation operation;
    unsigned left; /* operations until it fails; 0 = it does not */
    int result;
    bool has_failed;
} disk;

void faulty_disk_fail(enum disk_operation operation, unsigned n, int result)
{
    disk.operation = operation;
    disk.left = n;
    disk.result = result;
    disk.has_failed = false;
}

bool faulty_disk_has_failed(void)
{
    return disk.has_failed;
}

static int attempt(enum disk_operation operation)
{
    if (disk.left == 0 || operation != disk.operation)
        return SQLITE_OK;
    if (disk.left > 1) {
        disk.left--;
        return SQLITE_OK;
    }
    disk.has_failed = true;
    return disk.result;
}

/* One that has failed goes no further. */
#define ATTEMPT(operation)                                                                         \
    do {                                                                                           \
        int result_ = attempt(operation);                                                          \
        if (result_ != SQLITE_OK)                                                                  \
            return result_;                                                                        \
    } while (0)

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct faulty_file *)(void *)file)->real;
}

static int close_file(sqlite3_file *file)
{
    sqlite3_file *real = real_of(file);
    int result = real->pMethods->xClose(real);

    free(real);
    return result;
}

static int read_file(sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
    ATTEMPT(DISK_READ);
    return real_of(file)->pMethods->xRead(real_of(file), data, size, at);
}

static int write_file(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    ATTEMPT(DISK_WRITE);
    return real_of(file)->pMethods->xWrite(real_of(file), data, size, at);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    ATTEMPT(DISK_TRUNCATE);
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int sync_file(sqlite3_file *file, int flags)
{
    ATTEMPT(DISK_SYNC);
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int get_size(sqlite3_file *file, sqlite3_int64 *ret_size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), ret_size);
}

static int lock_file(sqlite3_file *file, int level)
{
    ATTEMPT(DISK_LOCK);
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int unlock_file(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int check_lock(sqlite3_file *file, int *ret_is_locked)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), ret_is_locked);
}

static int control_file(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int get_sector_size(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int get_characteristics(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int map_memory(sqlite3_file *file, int region, int size, int extend, void volatile **ret)
{
    ATTEMPT(DISK_SHARED_MEMORY);
    return real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, ret);
}

static int lock_memory(sqlite3_file *file, int offset, int n, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void order_memory(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int unmap_memory(sqlite3_file *file, int is_removed)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), is_removed);
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *ret_flags)
{
    struct faulty_file *faulty = (struct faulty_file *)(void *)file;

    (void)vfs;
    file->pMethods = NULL;
    ATTEMPT(DISK_OPEN);
    faulty->real = calloc(1, (size_t)disk.real->szOsFile);
    int result = disk.real->xOpen(disk.real, name, faulty->real, flags, ret_flags);
    if (result == SQLITE_OK)
        file->pMethods = &disk.methods;
    else
        free(faulty->real);
    return result;
}

void faulty_disk_install(void)
{
    if (disk.real != NULL)
        return;
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "faulty";
    disk.vfs.szOsFile = sizeof(struct faulty_file);
    disk.vfs.xOpen = open_file;
    disk.methods = (sqlite3_io_methods){
        .iVersion = 2,
        .xClose = close_file,
        .xRead = read_file,
        .xWrite = write_file,
        .xTruncate = truncate_file,
        .xSync = sync_file,
        .xFileSize = get_size,
        .xLock = lock_file,
        .xUnlock = unlock_file,
        .xCheckReservedLock = check_lock,
        .xFileControl = control_file,
        .xSectorSize = get_sector_size,
        .xDeviceCharacteristics = get_characteristics,
        .xShmMap = map_memory,
        .xShmLock = lock_memory,
        .xShmBarrier = order_memory,
        .xShmUnmap = unmap_memory,
    };
    sqlite3_vfs_register(&disk.vfs, 1);
}
