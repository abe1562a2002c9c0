/* One program in two roles: the queue is filled by one process and emptied by another. */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>

#define JOBS "/print-jobs"

enum { N_COPIES = 1000 };

static int serve(void)
{
    char job[256];
    struct mq_attr attr = {.mq_maxmsg = 10, .mq_msgsize = sizeof job};
    mqd_t queue = mq_open(JOBS, O_RDONLY | O_CREAT, 0600, &attr);

    if (queue == (mqd_t)-1)
        return 1;
    while (mq_receive(queue, job, sizeof job, NULL) >= 0 && strcmp(job, "quit") != 0)
        puts(job);
    mq_close(queue);
    return mq_unlink(JOBS);
}

static int order(const char *job)
{
    mqd_t queue = mq_open(JOBS, O_WRONLY);

    if (queue == (mqd_t)-1)
        return 1;
    for (int i = 0; i < N_COPIES; i++)
        if (mq_send(queue, job, strlen(job) + 1, 0) < 0)
            break;
    return mq_close(queue);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return order(argv[1]);
    return serve();
}
