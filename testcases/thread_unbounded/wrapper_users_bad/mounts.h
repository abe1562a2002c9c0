#pragma once

void mounts_check(char **paths);
void mounts_serve(int socket);
