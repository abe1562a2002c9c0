#pragma once

#define LOOP_MOST 64

struct watcher_ops {
    const char *name;
    int (*open)(void *user);
    void (*on_readable)(int fd, void *user);
    void (*close)(int fd, void *user);
};

int loop_add(const struct watcher_ops *ops, void *user);
int loop_run(void);
