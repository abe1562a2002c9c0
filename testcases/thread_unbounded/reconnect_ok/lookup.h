#pragma once

void lookup_start(const char *host);
