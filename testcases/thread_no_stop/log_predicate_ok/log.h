#ifndef LOG_H
#define LOG_H

#include <stdbool.h>

int log_open(const char *path);
void log_line(const char *text);
void log_close(void);

#endif
