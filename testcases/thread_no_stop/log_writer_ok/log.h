#pragma once

int log_open(const char *file);
void log_line(const char *text);
void log_close(void);
