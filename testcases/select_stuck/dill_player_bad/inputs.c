#include "player.h"

coroutine void demux(struct player *player, int file)
{
    int packet;
    while ((packet = read_packet(file)) >= 0) {
        if (chsend(player->packets[0], &packet, sizeof(packet), now() + 5000) != 0)
            return;
    }
}

coroutine void read_keys(struct player *player, int terminal)
{
    int key;
    while ((key = read_key(terminal)) >= 0) {
        if (chsend(player->keys[0], &key, sizeof(key), now() + 5000) != 0)
            return;
    }
    chdone(player->keys[0]);
}
