#pragma once

typedef void (*command)(int fd, const char *argument);

int registry_add(const char *name, command run);
command registry_find(const char *name);
