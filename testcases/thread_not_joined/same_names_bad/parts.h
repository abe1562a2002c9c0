#pragma once

int reader_open(void);
void reader_close(void);
int writer_open(void);
void writer_close(void);
