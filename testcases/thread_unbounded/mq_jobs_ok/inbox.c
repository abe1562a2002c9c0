#include "inbox.h"
#include "jobs.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>

#define MESSAGE_SIZE 1024

void *inbox_run(void *name)
{
    struct mq_attr attr = {.mq_maxmsg = 10, .mq_msgsize = MESSAGE_SIZE};
    mqd_t queue = mq_open(name, O_RDONLY | O_CREAT, 0600, &attr);
    char message[MESSAGE_SIZE + 1];
    ssize_t n;
    if (queue == (mqd_t)-1) {
        perror("mq_open");
        return NULL;
    }
    while ((n = mq_receive(queue, message, MESSAGE_SIZE, NULL)) >= 0) {
        message[n] = '\0';
        jobs_submit(message);
    }
    mq_close(queue);
    return NULL;
}
