#pragma once

int local_start(const char *path);
int remote_start(int port);
void control_stop(void);
