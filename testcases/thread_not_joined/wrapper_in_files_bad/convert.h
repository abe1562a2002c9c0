#pragma once

int convert(const char *file);
int inspect(const char *file);
