/* A thread that looks at its flag now and then, and that waits further down for the answer to what it asks: the answer
 * comes, whatever the flag says. */
#include "cond.h"

#include <stdlib.h>

struct player {
    pthread_t thread;
    pthread_mutex_t lock;
    struct cond wakeup, answered;
    int stopping, question, answer;
};

struct player *player_open(void);
void player_answer(struct player *player);
void player_close(struct player *player);

void player_answer(struct player *player)
{
    pthread_mutex_lock(&player->lock);
    player->answer = 1;
    cond_signal(&player->answered);
    pthread_mutex_unlock(&player->lock);
}

static void ask(struct player *player, int question)
{
    player->answer = 0;
    player->question = question;
    while (!player->answer)
        cond_wait(&player->answered, &player->lock);
}

static void *play(void *arg)
{
    struct player *player = arg;

    pthread_mutex_lock(&player->lock);
    while (!player->stopping) {
        ask(player, 1);
        cond_wait_for(&player->wakeup, &player->lock, 1);
    }
    pthread_mutex_unlock(&player->lock);
    return NULL;
}

struct player *player_open(void)
{
    struct player *player = calloc(1, sizeof(*player));

    if (!player)
        return NULL;
    pthread_mutex_init(&player->lock, NULL);
    cond_init(&player->wakeup);
    cond_init(&player->answered);
    if (pthread_create(&player->thread, NULL, play, player)) {
        free(player);
        return NULL;
    }
    return player;
}

void player_close(struct player *player)
{
    pthread_mutex_lock(&player->lock);
    player->stopping = 1;
    cond_broadcast(&player->wakeup);
    pthread_mutex_unlock(&player->lock);
    pthread_join(player->thread, NULL);
    free(player);
}
