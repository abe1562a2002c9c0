/* Two coroutines send a reading each. A third choose has nothing left to wait for; the twin chooses as
 * often as there are readings. */
#include "libdill.h"

int read_meter(int meter);

static coroutine void report_bad(int readings, int meter)
{
    int value = read_meter(meter);
    chsend(readings, &value, sizeof(value), -1);
}

long both_bad(void)
{
    int gas[2], water[2], value = 0;
    if (chmake(gas) != 0 || chmake(water) != 0)
        return -1;
    go(report_bad(gas[0], 1));
    go(report_bad(water[0], 2));
    struct chclause clauses[] = {
        {CHRECV, gas[1], &value, sizeof(value)},
        {CHRECV, water[1], &value, sizeof(value)},
    };
    long sum = 0;
    for (int i = 0; i <= 2; i++) {
        choose(clauses, 2, -1); // MISS: select-stuck
        sum += value;
    }
    return sum;
}

static coroutine void report_ok(int readings, int meter)
{
    int value = read_meter(meter);
    chsend(readings, &value, sizeof(value), -1);
}

long both_ok(void)
{
    int gas[2], water[2], value = 0;
    if (chmake(gas) != 0 || chmake(water) != 0)
        return -1;
    go(report_ok(gas[0], 1));
    go(report_ok(water[0], 2));
    struct chclause clauses[] = {
        {CHRECV, gas[1], &value, sizeof(value)},
        {CHRECV, water[1], &value, sizeof(value)},
    };
    long sum = 0;
    for (int i = 0; i < 2; i++) {
        choose(clauses, 2, -1);
        sum += value;
    }
    return sum;
}
