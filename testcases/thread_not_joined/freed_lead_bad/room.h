#ifndef ROOM_H
#define ROOM_H

#include <pthread.h>

struct room {
    int has_keeper;
    int n_guests;
};

/* What the thread of a guest is given: frees itself, and leads to the room. */
struct seat {
    struct room *room;
    pthread_t keeper;
    int fd;
};

struct room *room_open(void);
void room_close(struct room *room);
void room_seat(struct room *room, int fd);

#endif
