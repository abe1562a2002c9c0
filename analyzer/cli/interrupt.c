#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>

static sigset_t interrupts(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

int hold_interrupts(void)
{
    sigset_t set = interrupts();
    int fd = signalfd(-1, &set, SFD_CLOEXEC);

    if (fd >= 0)
        pthread_sigmask(SIG_BLOCK, &set, NULL);
    return fd;
}

/* The descriptor is never read, so a signal that has come is still pending. */
void release_interrupts(void)
{
    sigset_t set = interrupts();

    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void end_by_interrupt(void)
{
    release_interrupts();
}
