/* The player is told to pause after it was stopped. */
#include "player.h"

#include <stdio.h>

void save_playlist(void);

static struct player player;

static int shut_down(void)
{
    player_stop(&player);
    save_playlist();
    return player_command(&player, 'p'); // EXPECT: send-after-close
}

int main(void)
{
    int key;

    if (player_start(&player) < 0)
        return 1;
    while ((key = getchar()) != EOF && key != 'x')
        player_command(&player, 'n');
    return shut_down() < 0;
}
