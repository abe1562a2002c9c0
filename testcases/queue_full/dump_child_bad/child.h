#ifndef CHILD_H
#define CHILD_H

#include <stddef.h>
#include <sys/types.h>

/* A function of ours in a process of its own, whose words come through a pipe. */
struct child {
    pid_t pid;
    int out;
};

int child_start(struct child *child, void (*body)(int out));
int child_wait(struct child *child);
size_t child_text(struct child *child, char *text, size_t size);

#endif
