#include "job.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 32 };

static struct job jobs[MOST];

int job_start(int fd, job_end end, void *data)
{
    for (int i = 0; i < MOST; i++)
        if (!jobs[i].end) {
            jobs[i] = (struct job){fd, end, data};
            return 0;
        }
    return -1;
}

void job_poll(void)
{
    char byte;

    for (int i = 0; i < MOST; i++)
        if (jobs[i].end && recv(jobs[i].fd, &byte, 1, MSG_DONTWAIT) == 0) {
            job_end end = jobs[i].end;
            jobs[i].end = NULL;
            close(jobs[i].fd);
            end(jobs[i].data);
        }
}
