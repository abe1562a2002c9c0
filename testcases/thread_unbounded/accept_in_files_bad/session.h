#pragma once
#include <stdbool.h>

bool session_start(int fd);
