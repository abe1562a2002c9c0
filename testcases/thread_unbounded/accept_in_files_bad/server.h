#pragma once

int server_open(const char *path);
int server_loop(int listener);
