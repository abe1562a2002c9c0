#pragma once

int logger_start(const char *file);
void logger_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
void logger_stop(void); /* writes what is in the queue, and waits for the thread */
