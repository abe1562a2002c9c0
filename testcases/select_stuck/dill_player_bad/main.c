/* The player waits for packets and keys; the coroutines that bring them are never started. */
#include "player.h"

int main(void)
{
    static struct player player;
    if (open_inputs(&player) != 0)
        return 1;
    play(&player);
    return 0;
}
