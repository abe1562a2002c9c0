#ifndef PROC_H
#define PROC_H

#include <sys/types.h>

/* A child that runs a function of ours, and reports through a pipe. */
struct proc {
    pid_t pid;
    int report[2];
};

int proc_start(struct proc *proc, int (*body)(int report));
int proc_status(struct proc *proc);
int scan(int report);

#endif
