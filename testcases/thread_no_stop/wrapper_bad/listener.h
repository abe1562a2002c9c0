#pragma once

int listener_open(int fd);
void listener_close(void);
