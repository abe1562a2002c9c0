/* A consumer takes numbers until its channel is done. The producer of the bad one returns without saying
 * so, and the consumer waits for a number that nobody sends. */
#include "libdill.h"

static coroutine void produce_bad(int numbers, int n)
{
    for (int number = 0; number < n; number++) {
        if (chsend(numbers, &number, sizeof(number), -1) != 0)
            return;
    }
}

long sum_bad(int n)
{
    int ends[2], number;
    if (chmake(ends) != 0)
        return -1;
    int producer = go(produce_bad(ends[0], n));
    if (producer < 0)
        return -1;
    long sum = 0;
    while (chrecv(ends[1], &number, sizeof(number), -1) == 0) // MISS: recv-no-sender
        sum += number;
    hclose(producer);
    hclose(ends[0]);
    hclose(ends[1]);
    return sum;
}

static coroutine void produce_ok(int numbers, int n)
{
    for (int number = 0; number < n; number++) {
        if (chsend(numbers, &number, sizeof(number), -1) != 0)
            return;
    }
    chdone(numbers);
}

long sum_ok(int n)
{
    int ends[2], number;
    if (chmake(ends) != 0)
        return -1;
    int producer = go(produce_ok(ends[0], n));
    if (producer < 0)
        return -1;
    long sum = 0;
    while (chrecv(ends[1], &number, sizeof(number), -1) == 0)
        sum += number;
    hclose(producer);
    hclose(ends[0]);
    hclose(ends[1]);
    return sum;
}
