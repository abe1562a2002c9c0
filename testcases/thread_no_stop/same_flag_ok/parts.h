#pragma once

int reader_start(void);
void reader_stop(void);
int writer_start(void);
void writer_stop(void);
