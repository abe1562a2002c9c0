/* Loops that accept: for ever in a thread, or as often as there are players. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define N_PLAYERS 4

static void *greet_spectator(void *arg)
{
    int fd = (int)(intptr_t)arg;
    dprintf(fd, "the game is on\n");
    close(fd);
    return NULL;
}

static void *play(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char move;
    while (read(fd, &move, 1) == 1 && move != 'q')
        dprintf(fd, "you moved %c\n", move);
    close(fd);
    return NULL;
}

static void *accept_spectators_bad(void *arg)
{
    for (unsigned number = 0;; number++) {
        int fd = accept((int)(intptr_t)arg, NULL, NULL);
        if (fd < 0)
            break;
        dprintf(fd, "you are spectator %u\n", number);
        pthread_t spectator;
        void *to = (void *)(intptr_t)fd;
        if (pthread_create(&spectator, NULL, greet_spectator, to) == 0) // EXPECT: thread-unbounded
            pthread_detach(spectator);
    }
    return NULL;
}

static void accept_players_ok(int listener)
{
    for (int number = 0; number < N_PLAYERS; number++) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        dprintf(fd, "you are player %d\n", number);
        pthread_t player;
        if (pthread_create(&player, NULL, play, (void *)(intptr_t)fd) == 0)
            pthread_detach(player);
    }
}

/* As many as are said at the start, counted down. */
static void accept_referees_ok(int listener, int n_missing)
{
    while (n_missing > 0) {
        int fd = accept(listener, NULL, NULL);
        pthread_t referee;
        if (fd < 0 || pthread_create(&referee, NULL, play, (void *)(intptr_t)fd) != 0)
            return;
        pthread_detach(referee);
        n_missing--;
    }
}

int main(int argc, char **argv)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 8) != 0)
        return 1;
    accept_referees_ok(listener, argc > 1 ? atoi(argv[1]) : 1);
    accept_players_ok(listener);
    pthread_t doorman;
    if (pthread_create(&doorman, NULL, accept_spectators_bad, (void *)(intptr_t)listener) != 0)
        return 1;
    pthread_join(doorman, NULL);
    return 0;
}
