#ifndef PLAYER_H
#define PLAYER_H

#include "libdill.h"

struct player {
    int packets[2], keys[2];
};

coroutine void play(struct player *player);
int open_inputs(struct player *player);
int start_inputs(struct player *player, int file, int terminal);
int read_packet(int file);
int read_key(int terminal);
void show_packet(int packet);
int handle_key(int key);

#endif
