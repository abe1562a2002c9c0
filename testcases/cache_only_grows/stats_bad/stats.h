#pragma once

void stats_count(const char *name);
void stats_print(int fd);
