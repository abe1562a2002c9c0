/* All threads begin in one function, which runs what it is told to. They wait until all is ready; where something cannot be
 * loaded, they are woken and joined, but it is not ready. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

typedef void (*entry_function)(void *data);

struct begin {
    entry_function entry;
    void *data;
};

static void *begin(void *arg)
{
    struct begin begin = *(struct begin *)arg;

    free(arg);
    begin.entry(begin.data);
    return NULL;
}

static int start(pthread_t *thread, entry_function entry, void *data)
{
    struct begin *first = malloc(sizeof *first);

    if (!first)
        return -1;
    first->entry = entry;
    first->data = data;
    if (pthread_create(thread, NULL, begin, first) == 0)
        return 0;
    free(first);
    return -1;
}

int load_map(void);
int load_rules(void);
void move_clouds(void);
void move_players(void);

static pthread_mutex_t map_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t map_loaded = PTHREAD_COND_INITIALIZER;
static bool is_map_there;

static void sky(void *data)
{
    pthread_mutex_lock(&map_lock);
    while (!is_map_there)
        pthread_cond_wait(&map_loaded, &map_lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&map_lock);
    move_clouds();
    *(int *)data = 1;
}

int open_map_bad(int *ret_moved)
{
    pthread_t thread;

    if (start(&thread, sky, ret_moved) != 0)
        return -1;
    int rc = load_map();
    pthread_mutex_lock(&map_lock);
    if (rc == 0)
        is_map_there = true;
    pthread_cond_broadcast(&map_loaded);
    pthread_mutex_unlock(&map_lock);
    pthread_join(thread, NULL);
    return rc;
}

static pthread_mutex_t rule_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t rules_loaded = PTHREAD_COND_INITIALIZER;
static bool are_rules_there, is_given_up;

static void game(void *data)
{
    pthread_mutex_lock(&rule_lock);
    while (!are_rules_there && !is_given_up)
        pthread_cond_wait(&rules_loaded, &rule_lock);
    bool plays = are_rules_there;
    pthread_mutex_unlock(&rule_lock);
    if (plays)
        move_players();
    *(int *)data = plays;
}

int open_rules_ok(int *ret_moved)
{
    pthread_t thread;

    if (start(&thread, game, ret_moved) != 0)
        return -1;
    int rc = load_rules();
    pthread_mutex_lock(&rule_lock);
    if (rc == 0)
        are_rules_there = true;
    else
        is_given_up = true;
    pthread_cond_broadcast(&rules_loaded);
    pthread_mutex_unlock(&rule_lock);
    pthread_join(thread, NULL);
    return rc;
}
