#ifndef ACCESS_LOG_H
#define ACCESS_LOG_H

#include <glib.h>

void access_log_open(const char *path);
void access_log_add(const char *peer, guint status);

#endif
