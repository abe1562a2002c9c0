/* As in word_left_below_bad.c, but the thread gives its word all the same: it says so itself where the function has not. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

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

static int take_line(struct answer *answer, const char *line)
{
    char *end;
    long value = strtol(line, &end, 16);

    if (end == line)
        return -1;
    tell(answer, value);
    return 0;
}

static void *read_line(void *data)
{
    char line[64] = "";

    if (!fgets(line, sizeof line, stdin))
        line[0] = '\0';
    if (take_line(data, line) < 0)
        tell(data, -1);
    return NULL;
}

int main(void)
{
    struct answer answer = {.value = 0};
    pthread_t thread;

    pthread_mutex_init(&answer.lock, NULL);
    pthread_cond_init(&answer.told, NULL);
    if (pthread_create(&thread, NULL, read_line, &answer) != 0)
        return 1;
    printf("%lx\n", wait_for(&answer));
    pthread_join(thread, NULL);
    return 0;
}
