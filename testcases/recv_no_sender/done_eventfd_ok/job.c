#include "job.h"

#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

int job_init(struct job *job)
{
    job->result = 0;
    job->go = eventfd(0, EFD_CLOEXEC);
    job->done = eventfd(0, EFD_CLOEXEC);
    return job->go < 0 || job->done < 0 ? -1 : 0;
}

int job_run(struct job *job)
{
    uint64_t n = 1;

    if (write(job->go, &n, sizeof n) != (ssize_t)sizeof n)
        return -1;
    if (read(job->done, &n, sizeof n) != (ssize_t)sizeof n)
        return -1;
    return job->result;
}
