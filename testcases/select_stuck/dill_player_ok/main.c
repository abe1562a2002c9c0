/* The player waits for packets and keys; a coroutine each brings them. */
#include "player.h"

int main(void)
{
    static struct player player;
    if (open_inputs(&player) != 0)
        return 1;
    int inputs = start_inputs(&player, 3, 0);
    if (inputs < 0)
        return 1;
    play(&player);
    hclose(inputs);
    return 0;
}
