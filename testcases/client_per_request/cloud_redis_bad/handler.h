#ifndef HANDLER_H
#define HANDLER_H

int handler_init(void);
void handler_run(int fd);
void handler_deinit(void);

#endif
