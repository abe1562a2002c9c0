#ifndef SESSION_H
#define SESSION_H

#include <pthread.h>
#include <stdbool.h>

struct session {
    int fd;
    bool alive;
    pthread_t tid;
    struct session *next;
};

struct session *session_open(int fd);
void session_close(struct session *s);

#endif
