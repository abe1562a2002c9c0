/* The handles of all threads are kept in a vector that grows, until the service stops and joins
 * them; in the twin, those that have ended wait in a list that is joined for each connection. */
#include "crew.h"
#include "harbour.h"

#include <signal.h>

static volatile sig_atomic_t is_over;

static void on_interrupt(int number)
{
    (void)number;
    is_over = 1;
}

int main(void)
{
    const struct sigaction action = {.sa_handler = on_interrupt};
    struct crew *crew = crew_new();
    int listener = harbour_open(4000);
    if (crew == 0 || listener < 0)
        return 1;
    sigaction(SIGINT, &action, 0);
    while (!is_over)
        harbour_welcome(listener, crew);
    crew_free(crew);
    return 0;
}
