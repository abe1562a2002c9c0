/* All players wait for the next round, and only one of them is told; the end is told to all. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { PLAYERS = 4 };

void play(int round);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t next_round = PTHREAD_COND_INITIALIZER;
static int n_round;

static void *player(void *arg)
{
    int mine = 0;

    while (mine >= 0) {
        pthread_mutex_lock(&mutex);
        while (n_round == mine)
            pthread_cond_wait(&next_round, &mutex); // EXPECT: recv-no-sender
        mine = n_round;
        pthread_mutex_unlock(&mutex);
        play(mine);
    }
    return arg;
}

int game_bad(void)
{
    pthread_t players[PLAYERS];

    for (int i = 0; i < PLAYERS; i++)
        if (pthread_create(&players[i], NULL, player, NULL) != 0)
            abort();
    while (getchar() != EOF) {
        pthread_mutex_lock(&mutex);
        n_round++;
        pthread_cond_signal(&next_round);
        pthread_mutex_unlock(&mutex);
    }
    pthread_mutex_lock(&mutex);
    n_round = -1;
    pthread_cond_broadcast(&next_round);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < PLAYERS; i++)
        pthread_join(players[i], NULL);
    return 0;
}

static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t next_deal = PTHREAD_COND_INITIALIZER;
static int n_deal;

static void *dealt_to(void *arg)
{
    int mine = 0;

    while (mine >= 0) {
        pthread_mutex_lock(&table);
        while (n_deal == mine)
            pthread_cond_wait(&next_deal, &table);
        mine = n_deal;
        pthread_mutex_unlock(&table);
        play(mine);
    }
    return arg;
}

int deal_ok(void)
{
    pthread_t players[PLAYERS];

    for (int i = 0; i < PLAYERS; i++)
        if (pthread_create(&players[i], NULL, dealt_to, NULL) != 0)
            abort();
    while (getchar() != EOF) {
        pthread_mutex_lock(&table);
        n_deal++;
        pthread_cond_broadcast(&next_deal);
        pthread_mutex_unlock(&table);
    }
    pthread_mutex_lock(&table);
    n_deal = -1;
    pthread_cond_broadcast(&next_deal);
    pthread_mutex_unlock(&table);
    for (int i = 0; i < PLAYERS; i++)
        pthread_join(players[i], NULL);
    return 0;
}
