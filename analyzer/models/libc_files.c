/* Descriptors of files, as they are opened.
 *
 * States    POSIX.1-2017 (XSH: open(), openat(), creat(), mkstemp(), shm_open()), and the Linux man-pages
 *           for what is not in it (mkostemp(3), memfd_create(2), inotify_init(2)).
 * Failures  One result stands for both ways: -1, or a number that is free, which 0 is not while there is a
 *           standard input. */
#include <stranded/primitives.h>

int open(const char *path, int flags, ...)
{
    return model_descriptor();
}

int open64(const char *path, int flags, ...)
{
    return model_descriptor();
}

int openat(int folder, const char *path, int flags, ...)
{
    return model_descriptor();
}

int openat64(int folder, const char *path, int flags, ...)
{
    return model_descriptor();
}

int creat(const char *path, unsigned mode)
{
    return model_descriptor();
}

int creat64(const char *path, unsigned mode)
{
    return model_descriptor();
}

/* The template gets the name. */
int mkstemp(char *path)
{
    *path = (char)model_any();
    return model_descriptor();
}

int mkostemp(char *path, int flags)
{
    *path = (char)model_any();
    return model_descriptor();
}

int shm_open(const char *name, int flags, unsigned mode)
{
    return model_descriptor();
}

int memfd_create(const char *name, unsigned flags)
{
    return model_descriptor();
}

int inotify_init(void)
{
    return model_descriptor();
}

int inotify_init1(int flags)
{
    return model_descriptor();
}
