#ifndef TERMINAL_H
#define TERMINAL_H

#include <sys/types.h>

pid_t terminal_fork(int *ret_fd, const char *name);

#endif
