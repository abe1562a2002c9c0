#pragma once

/* Reads a file of lines, and hands each to the program's own option_is(). */
int options_read(const char *path);

int option_is(const char *text);
