/* Who collects waits for the end of all workers before it takes what each of them wants to hand over: each
 * waits for the other. The twin takes first. */
#include "libdill.h"

#define N_PARTS 4

long add_up(int part);

static coroutine void add_bad(int sums, int part)
{
    long sum = add_up(part);
    chsend(sums, &sum, sizeof(sum), -1); // EXPECT: queue-full
}

long total_bad(void)
{
    int ends[2];
    if (chmake(ends) != 0)
        return -1;
    int workers = bundle();
    for (int part = 0; part < N_PARTS; part++)
        bundle_go(workers, add_bad(ends[0], part));
    bundle_wait(workers, -1);
    long total = 0;
    for (int part = 0; part < N_PARTS; part++) {
        long sum = 0;
        chrecv(ends[1], &sum, sizeof(sum), -1);
        total += sum;
    }
    hclose(workers);
    return total;
}

static coroutine void add_ok(int sums, int part)
{
    long sum = add_up(part);
    chsend(sums, &sum, sizeof(sum), -1);
}

long total_ok(void)
{
    int ends[2];
    if (chmake(ends) != 0)
        return -1;
    int workers = bundle();
    for (int part = 0; part < N_PARTS; part++)
        bundle_go(workers, add_ok(ends[0], part));
    long total = 0;
    for (int part = 0; part < N_PARTS; part++) {
        long sum = 0;
        chrecv(ends[1], &sum, sizeof(sum), -1);
        total += sum;
    }
    bundle_wait(workers, -1);
    hclose(workers);
    return total;
}
