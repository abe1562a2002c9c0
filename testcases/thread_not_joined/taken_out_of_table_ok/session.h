#ifndef SESSION_H
#define SESSION_H
#include <stdint.h>

int session_open(uint32_t id, int fd);
void session_close(uint32_t id);
void sessions_shutdown(void);
#endif
