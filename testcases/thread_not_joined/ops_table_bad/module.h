#pragma once

struct module {
    const char *name;
    int (*start)(void);
    void (*stop)(void);
};

extern const struct module clock_module;
extern const struct module cron_module;
