/* Preloaded into the program by tests: a machine that a test can't have.
 *
 *   NO_LOCKS=1       no file can be locked, as on some network file systems
 *   CLOCK_SECONDS=n  the clock is n seconds ahead (behind, if negative) */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#define SHOWN __attribute__((visibility("default")))

static int is_lock(int command)
{
    return getenv("NO_LOCKS") && (command == F_SETLK || command == F_SETLKW ||
                                  command == F_OFD_SETLK || command == F_OFD_SETLKW);
}

static int call_fcntl(const char *name, int fd, int command, void *argument)
{
    int (*next)(int, int, ...);

    *(void **)&next = dlsym(RTLD_NEXT, name);

    if (is_lock(command)) {
        errno = ENOLCK;
        return -1;
    }
    return next(fd, command, argument);
}

SHOWN int fcntl(int fd, int command, ...)
{
    va_list arguments;

    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return call_fcntl("fcntl", fd, command, argument);
}

SHOWN int fcntl64(int fd, int command, ...)
{
    va_list arguments;

    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return call_fcntl("fcntl64", fd, command, argument);
}

SHOWN int clock_gettime(clockid_t clock, struct timespec *time)
{
    int (*next)(clockid_t, struct timespec *);
    const char *seconds = getenv("CLOCK_SECONDS");

    *(void **)&next = dlsym(RTLD_NEXT, "clock_gettime");
    int code = next(clock, time);

    if (code == 0 && seconds && clock == CLOCK_REALTIME)
        time->tv_sec += atol(seconds);
    return code;
}
