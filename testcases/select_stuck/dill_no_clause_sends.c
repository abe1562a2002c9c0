/* A dispatcher waits for jobs and for the order to stop. In the bad one neither has a sender: the jobs go
 * into a channel of another name. */
#include "libdill.h"

void do_job(int job);
int next_job(void);

static coroutine void feed_bad(int other)
{
    int job;
    while ((job = next_job()) >= 0)
        chsend(other, &job, sizeof(job), now() + 1000);
}

void dispatch_bad(void)
{
    int jobs[2], stop[2], other[2], job, ignored;
    if (chmake(jobs) != 0 || chmake(stop) != 0 || chmake(other) != 0)
        return;
    go(feed_bad(other[0]));
    for (;;) {
        struct chclause clauses[] = {
            {CHRECV, jobs[1], &job, sizeof(job)},
            {CHRECV, stop[1], &ignored, sizeof(ignored)},
        };
        if (choose(clauses, 2, -1) != 0) // EXPECT: select-stuck
            return;
        do_job(job);
    }
}

static coroutine void feed_ok(int jobs, int stop)
{
    int job;
    while ((job = next_job()) >= 0)
        chsend(jobs, &job, sizeof(job), now() + 1000);
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
