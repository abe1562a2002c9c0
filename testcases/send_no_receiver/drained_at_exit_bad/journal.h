#pragma once

int journal_open(const char *file);
int journal_add(int kind, long value);
