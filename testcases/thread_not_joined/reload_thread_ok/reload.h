#ifndef RELOAD_H
#define RELOAD_H

void reload_config(const char *path);
void reload_finish(void);

#endif
