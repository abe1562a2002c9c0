/* The player is told to pause before it is stopped. */
#include "player.h"

#include <stdio.h>

void save_playlist(void);

static struct player player;

static int shut_down(void)
{
    int status = player_command(&player, 'p');
    save_playlist();
    player_stop(&player);
    return status;
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
