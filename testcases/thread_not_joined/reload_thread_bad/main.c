#include "reload.h"

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t got_hangup, got_term;

static void on_signal(int number)
{
    if (number == SIGHUP)
        got_hangup = 1;
    else
        got_term = 1;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 1;
    signal(SIGHUP, on_signal);
    signal(SIGTERM, on_signal);
    while (!got_term) {
        pause(); // EXPECT: recv-no-sender
        if (got_hangup) {
            got_hangup = 0;
            reload_config(argv[1]);
        }
    }
    reload_finish();
    return 0;
}
