/* Messages in the slots of an array, taken by index and not in order: the most urgent first. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { N_SLOTS = 8 };

struct slot {
    bool taken;
    int priority;
    char text[60];
};

void show(const char *text);

static struct {
    pthread_mutex_t lock;
    pthread_cond_t freed, filled;
    struct slot slots[N_SLOTS];
    bool quit;
    pthread_t thread;
} board = {.lock = PTHREAD_MUTEX_INITIALIZER,
           .freed = PTHREAD_COND_INITIALIZER,
           .filled = PTHREAD_COND_INITIALIZER};

static int find_free(const struct slot *slots)
{
    for (int i = 0; i < N_SLOTS; i++) {
        if (!slots[i].taken)
            return i;
    }
    return -1;
}

static int find_urgent(const struct slot *slots)
{
    int found = -1;
    for (int i = 0; i < N_SLOTS; i++) {
        if (slots[i].taken && (found < 0 || slots[i].priority > slots[found].priority))
            found = i;
    }
    return found;
}

static void slot_fill(struct slot *slot, int priority, const char *text)
{
    slot->taken = true;
    slot->priority = priority;
    strncpy(slot->text, text, sizeof slot->text - 1);
}

static void *board_run(void *arg)
{
    char text[60];
    pthread_mutex_lock(&board.lock);
    while (!board.quit) {
        int i = find_urgent(board.slots);
        if (i < 0) {
            pthread_cond_wait(&board.filled, &board.lock);
            continue;
        }
        memcpy(text, board.slots[i].text, sizeof text);
        board.slots[i].taken = false;
        pthread_cond_signal(&board.freed);
        pthread_mutex_unlock(&board.lock);
        show(text);
        pthread_mutex_lock(&board.lock);
    }
    pthread_mutex_unlock(&board.lock);
    return arg;
}

int board_start(void)
{
    return pthread_create(&board.thread, NULL, board_run, NULL);
}

void board_stop(void)
{
    pthread_mutex_lock(&board.lock);
    board.quit = true;
    pthread_cond_signal(&board.filled);
    pthread_mutex_unlock(&board.lock);
    pthread_join(board.thread, NULL);
}

void board_pin_ok(int priority, const char *text)
{
    int i;
    pthread_mutex_lock(&board.lock);
    while ((i = find_free(board.slots)) < 0)
        pthread_cond_wait(&board.freed, &board.lock);
    slot_fill(&board.slots[i], priority, text);
    pthread_cond_signal(&board.filled);
    pthread_mutex_unlock(&board.lock);
}
