#include "player.h"

coroutine void play(struct player *player)
{
    int packet, key;
    for (;;) {
        struct chclause clauses[] = {
            {CHRECV, player->packets[1], &packet, sizeof(packet)},
            {CHRECV, player->keys[1], &key, sizeof(key)},
        };
        switch (choose(clauses, 2, -1)) {
        case 0:
            show_packet(packet);
            break;
        case 1:
            if (handle_key(key) != 0)
                return;
            break;
        default:
            return;
        }
    }
}
