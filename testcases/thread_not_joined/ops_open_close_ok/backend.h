#ifndef BACKEND_H
#define BACKEND_H

/* A session is opened, fed and closed by the functions of one and the same backend. */
struct backend {
    void *(*open)(int level);
    int (*feed)(void *session, int amount);
    void (*close)(void *session);
};

extern const struct backend fast_backend;
extern const struct backend safe_backend;

#endif
