#ifndef PLAYER_H
#define PLAYER_H

#include <pthread.h>

/* Plays in a thread of its own, which takes commands out of a pipe. */
struct player {
    int commands[2];
    pthread_t thread;
};

int player_start(struct player *player);
int player_command(struct player *player, char command);
void player_stop(struct player *player);

void play_next(void);
void play_pause(void);

#endif
