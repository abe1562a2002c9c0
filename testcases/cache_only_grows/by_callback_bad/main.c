/* What is known of a job is kept in a list. When the job ends it is only said to have ended. */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct record {
    time_t since;
    int has_ended;
    struct record *next;
};

static struct record *records;

static void on_end(void *data)
{
    struct record *record = data;

    record->has_ended = 1;
}

static void accept_job(int fd)
{
    struct record *record = calloc(1, sizeof *record);

    if (!record || job_start(fd, on_end, record) != 0) {
        free(record);
        close(fd);
        return;
    }
    record->since = time(NULL);
    record->next = records;
    records = record; // EXPECT: cache-only-grows
}

static int running(void)
{
    int n = 0;

    for (const struct record *record = records; record; record = record->next)
        n += !record->has_ended;
    return n;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0)
            accept_job(fd);
        job_poll();
        printf("%d\n", running());
    }
}
