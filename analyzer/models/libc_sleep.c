/* The C library: waiting for time to pass.
 *
 * States    POSIX.1-2017 (XSH: sleep(), nanosleep(), clock_nanosleep()); POSIX.1-2001 for usleep().
 * Failures  They may be interrupted.
 * Not here  Waits for descriptors that are given none (libc_polling.c). */
#include <stranded/primitives.h>

unsigned sleep(unsigned seconds)
{
    model_sleeps();
    return (unsigned)model_any();
}

int usleep(unsigned microseconds)
{
    model_sleeps();
    return (int)model_any();
}

int nanosleep(const void *duration, void *remaining)
{
    model_sleeps();
    return (int)model_any();
}

int clock_nanosleep(int clock, int flags, const void *duration, void *remaining)
{
    model_sleeps();
    return (int)model_any();
}
