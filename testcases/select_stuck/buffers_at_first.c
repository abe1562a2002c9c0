/* Buffers go round: main takes an empty one, fills it and hands it to the writer, who gives it back. There are some at
 * first; in the bad one there are none, and each waits for the other. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { BUFFERS = 8 };

struct buffer {
    struct buffer *next;
    char text[100];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER, filled = PTHREAD_COND_INITIALIZER;
static struct buffer *empty, *full;
static bool done;

static struct buffer *get_empty(void)
{
    pthread_mutex_lock(&lock);
    while (empty == NULL)
        pthread_cond_wait(&freed, &lock);
    struct buffer *buffer = empty;
    empty = buffer->next;
    pthread_mutex_unlock(&lock);
    return buffer;
}

static void give_back(struct buffer *buffer)
{
    pthread_mutex_lock(&lock);
    buffer->next = empty;
    empty = buffer;
    pthread_cond_signal(&freed);
    pthread_mutex_unlock(&lock);
}

static void hand_over(struct buffer *buffer)
{
    pthread_mutex_lock(&lock);
    buffer->next = full;
    full = buffer;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
}

static struct buffer *get_full(void)
{
    struct buffer *buffer = NULL;
    pthread_mutex_lock(&lock);
    while (full == NULL && !done)
        pthread_cond_wait(&filled, &lock);
    if (full != NULL) {
        buffer = full;
        full = buffer->next;
    }
    pthread_mutex_unlock(&lock);
    return buffer;
}

static void *write_all(void *out)
{
    struct buffer *buffer;
    while ((buffer = get_full()) != NULL) {
        fputs(buffer->text, out);
        give_back(buffer);
    }
    return NULL;
}

static pthread_mutex_t room = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t returned = PTHREAD_COND_INITIALIZER, lent = PTHREAD_COND_INITIALIZER;
static bool is_home, is_out;

static void borrow_bad(void)
{
    pthread_mutex_lock(&room);
    while (!is_home)
        pthread_cond_wait(&returned, &room); // EXPECT: select-stuck
    is_home = false;
    is_out = true;
    pthread_cond_signal(&lent);
    pthread_mutex_unlock(&room);
}

static void *bring_back(void *arg)
{
    pthread_mutex_lock(&room);
    while (!is_out)
        pthread_cond_wait(&lent, &room); // EXPECT: select-stuck
    is_out = false;
    is_home = true;
    pthread_cond_signal(&returned);
    pthread_mutex_unlock(&room);
    return arg;
}

int main(void)
{
    static struct buffer buffers[BUFFERS];
    pthread_t writer, porter;

    for (int i = 0; i < BUFFERS; i++) {
        buffers[i].next = empty;
        empty = &buffers[i];
    }
    if (pthread_create(&writer, NULL, write_all, stdout) != 0)
        return 1;
    for (;;) {
        struct buffer *buffer = get_empty();
        if (fgets(buffer->text, sizeof(buffer->text), stdin) == NULL)
            break;
        hand_over(buffer);
    }
    pthread_mutex_lock(&lock);
    done = true;
    pthread_cond_broadcast(&filled);
    pthread_mutex_unlock(&lock);
    pthread_join(writer, NULL);

    if (pthread_create(&porter, NULL, bring_back, NULL) != 0)
        return 1;
    borrow_bad();
    return pthread_join(porter, NULL);
}
