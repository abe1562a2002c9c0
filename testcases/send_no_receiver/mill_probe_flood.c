/* A coroutine for each address reports whether it answers, into a channel that nobody reads. The twin
 * starts a coroutine that reads it, before the others. */
#include "libmill.h"

#include <stdio.h>

#define N_ADDRESSES 100000

int answers(int address);

static coroutine void probe_bad(chan reports, int address)
{
    chs(reports, int, answers(address) ? address : -1); // EXPECT: send-no-receiver
    chclose(reports);
}

int scan_bad(void)
{
    chan reports = chmake(int, 0);
    if (!reports)
        return -1;
    for (int address = 0; address < N_ADDRESSES; address++)
        go(probe_bad(chdup(reports), address));
    return 0;
}

static coroutine void probe_ok(chan reports, int address)
{
    chs(reports, int, answers(address) ? address : -1);
    chclose(reports);
}

static coroutine void count_ok(chan reports)
{
    int n_up = 0;
    for (int i = 0; i < N_ADDRESSES; i++) {
        if (chr(reports, int) >= 0)
            n_up++;
    }
    printf("%d up\n", n_up);
    chclose(reports);
}

int scan_ok(void)
{
    chan reports = chmake(int, 0);
    if (!reports)
        return -1;
    go(count_ok(chdup(reports)));
    for (int address = 0; address < N_ADDRESSES; address++)
        go(probe_ok(chdup(reports), address));
    return 0;
}
