/* A dispatcher waits for jobs and for the order to stop. In the bad one, who sends both is started only
 * when the first of them has come. */
#include "libdill.h"

void do_job(int job);
int next_job(void);

static coroutine void feed_bad(int jobs, int stop)
{
    int job;
    while ((job = next_job()) >= 0)
        chsend(jobs, &job, sizeof(job), -1);
    chsend(stop, &job, sizeof(job), -1);
}

void dispatch_bad(void)
{
    volatile int feeder = -1; /* go() may return twice, as setjmp() does */
    int jobs[2], stop[2], job, ignored;
    if (chmake(jobs) != 0 || chmake(stop) != 0)
        return;
    for (;;) {
        struct chclause clauses[] = {
            {CHRECV, jobs[1], &job, sizeof(job)},
            {CHRECV, stop[1], &ignored, sizeof(ignored)},
        };
        if (choose(clauses, 2, -1) != 0) // EXPECT: select-stuck
            return;
        if (feeder < 0)
            feeder = go(feed_bad(jobs[0], stop[0]));
        do_job(job);
    }
}

static coroutine void feed_ok(int jobs, int stop)
{
    int job;
    while ((job = next_job()) >= 0)
        chsend(jobs, &job, sizeof(job), -1);
    chsend(stop, &job, sizeof(job), -1);
}

void dispatch_ok(void)
{
    int jobs[2], stop[2], job, ignored;
    if (chmake(jobs) != 0 || chmake(stop) != 0)
        return;
    go(feed_ok(jobs[0], stop[0]));
    for (;;) {
        struct chclause clauses[] = {
            {CHRECV, jobs[1], &job, sizeof(job)},
            {CHRECV, stop[1], &ignored, sizeof(ignored)},
        };
        if (choose(clauses, 2, -1) != 0)
            return;
        do_job(job);
    }
}
