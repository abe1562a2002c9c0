#pragma once
#include <stdio.h>

int writer_start(FILE *file);
void writer_push(const char *text);
void writer_ask_stop(void);
void writer_wait(void);
