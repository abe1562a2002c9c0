#pragma once

struct crew;

struct crew *crew_new(void);
int crew_add(struct crew *crew, int fd);
void crew_free(struct crew *crew);
