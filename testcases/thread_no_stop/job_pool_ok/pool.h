#pragma once

int pool_start(int n_workers);
void pool_submit(int fd);
void pool_stop(void);
