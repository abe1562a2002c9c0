/* SQLite's failures in the words of our user: one line of what is wrong and the way out. */
#include "base/memory.h"
#include "store/database.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

G_DEFINE_QUARK(stranded - store - error - quark, store_error)

/* A failure that has a name; `out` is the way out. */
struct complaint {
    enum store_error code;
    const char *what, *out;
};

static const struct complaint locked = {STORE_ERROR_LOCKED,
                                        "another process is writing to it and does not end",
                                        "try again when that process is done"};
static const struct complaint no_locks = {STORE_ERROR_DENIED, "its file system can't lock files",
                                          "name a file on a local disk with --db"};
static const struct complaint full = {STORE_ERROR_FULL, "no space left to write it",
                                      "free some space, or name a file elsewhere with --db"};
static const struct complaint denied = {STORE_ERROR_DENIED, "can't be opened or written",
                                        "change its permissions, or name another file with --db"};
static const struct complaint damaged = {STORE_ERROR_DAMAGED, "is damaged or no store at all",
                                         "delete it (the next check makes a new one), or name "
                                         "another file with --db"};
static const struct complaint io = {STORE_ERROR_IO, "can't be read or written",
                                    "check the disk, or name a file elsewhere with --db"};

static const struct complaint *complaint_of_errno(int number)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT: /* NOLINT(misc-include-cleaner): it is errno.h that gives it */
    case EFBIG:
        return &full;
    case EACCES:
    case EPERM:
    case EROFS:
        return &denied;
    default:
        return &io;
    }
}

/* A failed write without a reason: SQLite knows the reason "no space" and often forgets others. One of
 * them can be asked for: a limit on the size of our files (ulimit -f). */
static const struct complaint *complaint_of_write(int number)
{
    const struct complaint *complaint = complaint_of_errno(number);
    struct rlimit size;

    if (complaint == &io && getrlimit(RLIMIT_FSIZE, &size) == 0 && size.rlim_cur != RLIM_INFINITY)
        return &full;
    return complaint;
}

enum store_error store_code_of_errno(int number)
{
    return complaint_of_errno(number)->code;
}

static const struct complaint *complaint_of_io(sqlite3 *db)
{
    int number = sqlite3_system_errno(db);

    switch (sqlite3_extended_errcode(db)) {
    case SQLITE_IOERR_SHORT_READ:
        return &damaged;
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_SHMSIZE:
        return complaint_of_write(number);
    default:
        return complaint_of_errno(number);
    }
}

static const struct complaint *complaint_of(sqlite3 *db)
{
    switch (sqlite3_errcode(db) & 0xff) {
    case SQLITE_NOMEM:
        memory_exhausted();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return &locked;
    case SQLITE_FULL:
        return &full;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return complaint_of_errno(sqlite3_system_errno(db)) == &full ? &full : &denied;
    case SQLITE_IOERR:
        return complaint_of_io(db);
    default:
        /* NOTADB, CORRUPT, and the likes of a missing table: what is there is not what we wrote. */
        return &damaged;
    }
}

/* Whether files beside the store can be locked: some network file systems can't do that, and SQLite
 * then says that somebody else has the lock. The store itself must not be asked: closing it in this
 * process would give up the locks that it has. */
static bool has_locks(const struct store *store)
{
    g_autofree char *probe = g_strdup_printf("%s-lock-%d", store->path, (int)getpid());
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    int fd = open(probe, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return true; /* not known */
    bool is_refused = fcntl(fd, F_SETLK, &lock) != 0;
    int number = errno;
    close(fd);
    unlink(probe);
    return !is_refused || number == EACCES || number == EAGAIN;
}

static const struct complaint *complaint_of_store(const struct store *store)
{
    const struct complaint *complaint = complaint_of(store->db);
    bool may_lack_locks =
        complaint == &locked || sqlite3_extended_errcode(store->db) == SQLITE_IOERR_LOCK;

    return may_lack_locks && !has_locks(store) ? &no_locks : complaint;
}

bool store_fail(const struct store *store, GError **error)
{
    const struct complaint *complaint = complaint_of_store(store);
    g_autofree char *said = g_strdup(sqlite3_errmsg(store->db));

    /* It may quote what it found in a damaged file. */
    for (char *c = said; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    g_set_error(error, STORE_ERROR, (int)complaint->code, "%s: %s (%s): %s", store->shown,
                complaint->what, said, complaint->out);
    return false;
}

bool store_fail_with(const struct store *store, enum store_error code, const char *what,
                     const char *way_out, GError **error)
{
    g_set_error(error, STORE_ERROR, (int)code, "%s: %s: %s", store->shown, what, way_out);
    return false;
}

bool store_fail_damaged(const struct store *store, const char *what, GError **error)
{
    g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s: %s (%s): %s", store->shown,
                damaged.what, what, damaged.out);
    return false;
}
