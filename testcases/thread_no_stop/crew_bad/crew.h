#pragma once
#include <stdbool.h>
#include <stddef.h>

struct crew;

struct crew *crew_new(size_t n);
void crew_free(struct crew *crew);
