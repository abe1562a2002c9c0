#pragma once

int watchdog_start(int seconds);
void watchdog_kick(void);
void watchdog_stop(void);
