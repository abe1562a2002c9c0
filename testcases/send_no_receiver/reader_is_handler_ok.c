/* Who reads the pipe is a handler of a unix signal, which the sender raises. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static int ends[2];
static volatile sig_atomic_t verbosity;

static void on_usr1(int number)
{
    int saved = errno;
    char level;

    (void)number;
    while (read(ends[0], &level, 1) == 1)
        verbosity = level;
    errno = saved;
}

int verbosity_open_ok(void)
{
    struct sigaction action;

    if (pipe(ends) < 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0)
        return -1;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_usr1;
    sigemptyset(&action.sa_mask);
    return sigaction(SIGUSR1, &action, NULL);
}

int verbosity_set_ok(char level)
{
    if (write(ends[1], &level, 1) != 1)
        return -1;
    return raise(SIGUSR1);
}
