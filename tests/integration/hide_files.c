/* Preloaded into stranded by test_bad_input.py: makes it a machine on which something is missing.
 *
 *   HIDE=headers   no file that is named stddef.h
 *   HIDE=library   no libclang to load */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SHOWN __attribute__((visibility("default")))

static bool is_asked_for(const char *what)
{
    const char *hide = getenv("HIDE");

    return hide && strcmp(hide, what) == 0;
}

static bool is_hidden(const char *path)
{
    const char *slash = strrchr(path, '/');

    return is_asked_for("headers") && strcmp(slash ? slash + 1 : path, "stddef.h") == 0;
}

/* The function that this file stands in front of. */
static void find_real(const char *name, void *ret_function)
{
    void *address = dlsym(RTLD_NEXT, name);

    memcpy(ret_function, &address, sizeof(address));
}

SHOWN int open(const char *path, int flags, ...)
{
    int (*real)(const char *, int, ...);
    va_list arguments;

    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (is_hidden(path)) {
        errno = ENOENT;
        return -1;
    }
    find_real("open", &real);
    return real(path, flags, mode);
}

SHOWN int open64(const char *path, int flags, ...)
{
    va_list arguments;

    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open(path, flags, mode);
}

SHOWN int stat(const char *path, struct stat *status)
{
    int (*real)(const char *, struct stat *);

    if (is_hidden(path)) {
        errno = ENOENT;
        return -1;
    }
    find_real("stat", &real);
    return real(path, status);
}

SHOWN void *dlopen(const char *name, int flags)
{
    void *(*real)(const char *, int);

    if (name && is_asked_for("library") && strstr(name, "libclang"))
        return NULL;
    find_real("dlopen", &real);
    return real(name, flags);
}
