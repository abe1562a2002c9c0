#ifndef JOBS_H
#define JOBS_H

extern int bell[2];

void jobs_watch(void);
void job_start(const char *command);
int jobs_reap(void);

#endif
