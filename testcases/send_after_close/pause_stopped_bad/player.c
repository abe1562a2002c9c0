#include "player.h"

#include <errno.h>
#include <unistd.h>

static void *player_run(void *arg)
{
    struct player *player = arg;
    char command;

    while (read(player->commands[0], &command, 1) == 1 && command != 'q') {
        if (command == 'p')
            play_pause();
        else
            play_next();
    }
    return NULL;
}

int player_start(struct player *player)
{
    if (pipe(player->commands) < 0)
        return -errno;
    return -pthread_create(&player->thread, NULL, player_run, player);
}

int player_command(struct player *player, char command)
{
    return write(player->commands[1], &command, 1) == 1 ? 0 : -errno;
}

void player_stop(struct player *player)
{
    player_command(player, 'q');
    pthread_join(player->thread, NULL);
}
