/* Several threads take from a list. The woken one has to look again: where another was quicker, the list is empty, and what
 * stands behind its head is nobody's. */
#include <pthread.h>
#include <stdlib.h>

enum { N_THREADS = 3 };

struct letter {
    struct letter *next;
    int to;
};

struct letterbox {
    pthread_mutex_t lock;
    pthread_cond_t has_come;
    struct letter *first, **end;
};

void deliver(int to);

static struct letterbox fast = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL,
                                &fast.first};
static struct letterbox express = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL,
                                   &express.first};

static void box_post(struct letterbox *box, struct letter *letter)
{
    letter->next = NULL;
    pthread_mutex_lock(&box->lock);
    *box->end = letter;
    box->end = &letter->next;
    pthread_cond_signal(&box->has_come);
    pthread_mutex_unlock(&box->lock);
}

static struct letter *box_take_bad(struct letterbox *box)
{
    pthread_mutex_lock(&box->lock);
    if (!box->first)
        pthread_cond_wait(&box->has_come, &box->lock); // EXPECT: recv-no-sender
    struct letter *letter = box->first;
    box->first = letter->next;
    if (!box->first)
        box->end = &box->first;
    pthread_mutex_unlock(&box->lock);
    return letter;
}

/* No wait is repeated here, but the caller learns that there was nothing. */
static struct letter *box_try_ok(struct letterbox *box)
{
    pthread_mutex_lock(&box->lock);
    if (!box->first)
        pthread_cond_wait(&box->has_come, &box->lock);
    struct letter *letter = box->first;
    if (letter) {
        box->first = letter->next;
        if (!box->first)
            box->end = &box->first;
    }
    pthread_mutex_unlock(&box->lock);
    return letter;
}

static void *carry(void *arg)
{
    for (;;) {
        struct letter *letter = box_take_bad(&fast);
        int to = letter->to;
        free(letter);
        if (to < 0)
            return arg;
        deliver(to);
    }
}

static void *carry_express(void *arg)
{
    for (;;) {
        struct letter *letter = box_try_ok(&express);
        int to = letter ? letter->to : 0;
        free(letter);
        if (to < 0)
            return arg;
        deliver(to);
    }
}

/* All of the list is taken at once: none of it is no harm. */
struct sack {
    pthread_mutex_t lock;
    pthread_cond_t is_full;
    struct letter *first;
};

static struct sack sack = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL};

static void *empty_sack_ok(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&sack.lock);
        if (!sack.first)
            pthread_cond_wait(&sack.is_full, &sack.lock);
        struct letter *all = sack.first;
        sack.first = NULL;
        pthread_mutex_unlock(&sack.lock);
        for (struct letter *next; all; all = next) {
            next = all->next;
            int to = all->to;
            free(all);
            if (to < 0)
                return arg;
            deliver(to);
        }
    }
}

static void fill_sack(struct letter *letter)
{
    pthread_mutex_lock(&sack.lock);
    letter->next = sack.first;
    sack.first = letter;
    pthread_cond_broadcast(&sack.is_full);
    pthread_mutex_unlock(&sack.lock);
}

int post(int to, int how)
{
    struct letter *letter = malloc(sizeof *letter);
    if (!letter)
        return -1;
    letter->to = to;
    if (how == 0)
        box_post(&fast, letter);
    else if (how == 1)
        box_post(&express, letter);
    else
        fill_sack(letter);
    return 0;
}

static int hire(void *(*body)(void *))
{
    for (int i = 0; i < N_THREADS; i++) {
        pthread_t thread;
        int rc = pthread_create(&thread, NULL, body, NULL);
        if (rc != 0)
            return rc;
        pthread_detach(thread);
    }
    return 0;
}

int main(void)
{
    if (hire(carry) != 0 || hire(carry_express) != 0 || hire(empty_sack_ok) != 0)
        return 1;
    for (int to = 1; post(to, to % 3) == 0; to++)
        ;
    return 0;
}
