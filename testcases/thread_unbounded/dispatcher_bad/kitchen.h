#pragma once

int kitchen_open(void);
void kitchen_order(const char *dish);
void kitchen_close(void);
