/* All jobs are sent before the workers are started that take them; the channel has room for some of them
 * only. The twin starts the workers first. */
#include "libmill.h"

#define N_JOBS    100
#define N_WORKERS 4

void convert(int job);

static coroutine void work_bad(chan jobs)
{
    for (;;) {
        int job = chr(jobs, int);
        if (job < 0)
            break;
        convert(job);
    }
    chclose(jobs);
}

void convert_all_bad(void)
{
    chan jobs = chmake(int, 16);
    if (!jobs)
        return;
    for (int job = 0; job < N_JOBS; job++)
        chs(jobs, int, job); // EXPECT: queue-full
    for (int i = 0; i < N_WORKERS; i++)
        go(work_bad(chdup(jobs)));
    chdone(jobs, int, -1);
    chclose(jobs);
}

static coroutine void work_ok(chan jobs)
{
    for (;;) {
        int job = chr(jobs, int);
        if (job < 0)
            break;
        convert(job);
    }
    chclose(jobs);
}

void convert_all_ok(void)
{
    chan jobs = chmake(int, 16);
    if (!jobs)
        return;
    for (int i = 0; i < N_WORKERS; i++)
        go(work_ok(chdup(jobs)));
    for (int job = 0; job < N_JOBS; job++)
        chs(jobs, int, job);
    chdone(jobs, int, -1);
    chclose(jobs);
}
