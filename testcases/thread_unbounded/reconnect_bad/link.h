#pragma once

int link_connect(const char *path);
int link_receive(int fd);
