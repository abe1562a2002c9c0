#pragma once
#include <pthread.h>
#include <stdbool.h>

struct frame {
    struct frame *next;
    int length;
    char bytes[64];
};

struct frames {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct frame *head, *tail;
    bool done;
};

struct session {
    int fd;
    struct frames incoming, outgoing;
    pthread_t reader, writer;
};

void frames_init(struct frames *frames);
void frames_add(struct frames *frames, struct frame *frame);
struct frame *frames_take(struct frames *frames);
void frames_finish(struct frames *frames);

struct session *session_open(int fd);
void session_close(struct session *session);
