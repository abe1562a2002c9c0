#pragma once
#include "loop.h"

extern const struct watcher_ops fifo_ops;
