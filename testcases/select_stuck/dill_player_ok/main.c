/* The player waits for packets and keys; a coroutine each brings them. */
#include "player.h"

int main(void)
{
    static struct player player;
    if (chmake(player.packets) != 0 || chmake(player.keys) != 0)
        return 1;
    int inputs = bundle();
    if (inputs < 0 || bundle_go(inputs, demux(&player, 3)) != 0 ||
        bundle_go(inputs, read_keys(&player, 0)) != 0)
        return 1;
    play(&player);
    hclose(inputs);
    return 0;
}
