#pragma once

struct source;

struct source_ops {
    const char *name;
    int (*start)(struct source *source);
    void (*pause)(struct source *source);
    void (*stop)(struct source *source);
};

struct source {
    const struct source_ops *ops;
    void *data;
};

extern const struct source_ops network_ops;
extern const struct source_ops file_ops;
