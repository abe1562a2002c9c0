#include "player.h"

static coroutine void demux(struct player *player, int file)
{
    int packet;
    while ((packet = read_packet(file)) >= 0) {
        if (chsend(player->packets[0], &packet, sizeof(packet), now() + 5000) != 0)
            return;
    }
}

static coroutine void read_keys(struct player *player, int terminal)
{
    int key;
    while ((key = read_key(terminal)) >= 0) {
        if (chsend(player->keys[0], &key, sizeof(key), now() + 5000) != 0)
            return;
    }
    chdone(player->keys[0]);
}

int open_inputs(struct player *player)
{
    return chmake(player->packets) != 0 || chmake(player->keys) != 0 ? -1 : 0;
}

int start_inputs(struct player *player, int file, int terminal)
{
    int inputs = bundle();
    if (inputs < 0 || bundle_go(inputs, demux(player, file)) != 0 ||
        bundle_go(inputs, read_keys(player, terminal)) != 0)
        return -1;
    return inputs;
}
