/* As in word_left_below_bad.c, but whether the function gives a word hangs on what the thread hands in, and the last time
 * it does. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct answer {
    pthread_mutex_t lock;
    pthread_cond_t told;
    bool is_known;
    long value;
};

static void tell(struct answer *answer, long value)
{
    pthread_mutex_lock(&answer->lock);
    answer->value = value;
    answer->is_known = true;
    pthread_cond_signal(&answer->told);
    pthread_mutex_unlock(&answer->lock);
}

static long wait_for(struct answer *answer)
{
    pthread_mutex_lock(&answer->lock);
    while (!answer->is_known)
        pthread_cond_wait(&answer->told, &answer->lock);
    pthread_mutex_unlock(&answer->lock);
    return answer->value;
}

static void finish(struct answer *answer, long value, bool is_last)
{
    printf("%ld\n", value);
    if (!is_last)
        return;
    tell(answer, value);
}

static void *count(void *data)
{
    finish(data, 1, false);
    finish(data, 2, true);
    return NULL;
}

int main(void)
{
    struct answer answer = {.value = 0};
    pthread_t thread;

    pthread_mutex_init(&answer.lock, NULL);
    pthread_cond_init(&answer.told, NULL);
    if (pthread_create(&thread, NULL, count, &answer) != 0)
        return 1;
    printf("%lx\n", wait_for(&answer));
    pthread_join(thread, NULL);
    return 0;
}
