#ifndef PLAYER_H
#define PLAYER_H

#include "libdill.h"

struct player {
    int packets[2], keys[2];
};

coroutine void play(struct player *player);
coroutine void demux(struct player *player, int file);
coroutine void read_keys(struct player *player, int terminal);
int read_packet(int file);
int read_key(int terminal);
void show_packet(int packet);
int handle_key(int key);

#endif
