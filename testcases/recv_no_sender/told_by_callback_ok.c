/* Who wakes the waiter is not in sight: a callback that was handed out, an object whose address a
 * library keeps, a condition in a header's struct. */
#include "told_by_callback_ok.h"

#include <stdbool.h>
#include <stddef.h>

typedef void answer_function(void *data, int answer);

int ask_later(const char *question, answer_function *function, void *data);
void watch(pthread_mutex_t *lock, pthread_cond_t *cond, bool *flag);

struct answer {
    pthread_mutex_t lock;
    pthread_cond_t come;
    bool has_come;
    int value;
};

static void answer_come(void *data, int value)
{
    struct answer *answer = data;
    pthread_mutex_lock(&answer->lock);
    answer->value = value;
    answer->has_come = true;
    pthread_cond_signal(&answer->come);
    pthread_mutex_unlock(&answer->lock);
}

int ask(const char *question)
{
    struct answer answer = {.lock = PTHREAD_MUTEX_INITIALIZER, .come = PTHREAD_COND_INITIALIZER};
    if (ask_later(question, answer_come, &answer) != 0)
        return -1;
    pthread_mutex_lock(&answer.lock);
    while (!answer.has_come)
        pthread_cond_wait(&answer.come, &answer.lock);
    pthread_mutex_unlock(&answer.lock);
    return answer.value;
}

static pthread_mutex_t moved_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved_cond = PTHREAD_COND_INITIALIZER;
static bool moved;

void await_move(void)
{
    watch(&moved_lock, &moved_cond, &moved);
    pthread_mutex_lock(&moved_lock);
    while (!moved)
        pthread_cond_wait(&moved_cond, &moved_lock);
    moved = false;
    pthread_mutex_unlock(&moved_lock);
}

/* Users of the header post by themselves. */
void slot_await(struct slot *slot)
{
    pthread_mutex_lock(&slot->lock);
    while (slot->payload == NULL)
        pthread_cond_wait(&slot->posted, &slot->lock);
    pthread_mutex_unlock(&slot->lock);
}
