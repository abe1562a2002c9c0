#pragma once

void metrics_count(const char *name, long by);
