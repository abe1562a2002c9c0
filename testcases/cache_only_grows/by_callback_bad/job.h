#pragma once

typedef void (*job_end)(void *data);

struct job {
    int fd;
    job_end end;
    void *data;
};

int job_start(int fd, job_end end, void *data);
void job_poll(void);
