#ifndef LOG_H
#define LOG_H

/* Lines go through a pipe, so that whoever logs never waits for the disk. */
int log_open(void);
int log_start(const char *path);
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_close(void);

#endif
