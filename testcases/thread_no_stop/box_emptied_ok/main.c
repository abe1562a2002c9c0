/* A box of one letter: each clerk waits until it is empty and fills it again himself, so one is woken at a
 * time. That tells nobody to stop. */
#include <pthread.h>
#include <stdio.h>

enum { N_CLERKS = 3, N_LETTERS = 5 };

struct box {
    pthread_mutex_t lock;
    pthread_cond_t emptied, filled;
    int full, closed;
    char letter[80];
};

static struct box box = {.lock = PTHREAD_MUTEX_INITIALIZER,
                         .emptied = PTHREAD_COND_INITIALIZER,
                         .filled = PTHREAD_COND_INITIALIZER};

static int box_put(struct box *b, int from)
{
    pthread_mutex_lock(&b->lock);
    while (b->full && !b->closed)
        pthread_cond_wait(&b->emptied, &b->lock);
    int closed = b->closed;
    if (!closed) {
        snprintf(b->letter, sizeof b->letter, "from %d", from);
        b->full = 1;
        pthread_cond_signal(&b->filled);
    }
    pthread_mutex_unlock(&b->lock);
    return closed;
}

static void box_take(struct box *b)
{
    pthread_mutex_lock(&b->lock);
    while (!b->full && !b->closed)
        pthread_cond_wait(&b->filled, &b->lock);
    if (b->full)
        puts(b->letter);
    b->full = 0;
    pthread_cond_signal(&b->emptied);
    pthread_mutex_unlock(&b->lock);
}

static void box_close(struct box *b)
{
    pthread_mutex_lock(&b->lock);
    b->closed = 1;
    pthread_cond_broadcast(&b->emptied);
    pthread_cond_broadcast(&b->filled);
    pthread_mutex_unlock(&b->lock);
}

static void *clerk(void *arg)
{
    int *number = arg;

    for (int i = 0; i < N_LETTERS && box_put(&box, *number) == 0; i++)
        ;
    return NULL;
}

static void *postman(void *arg)
{
    for (int i = 0; i < N_CLERKS * N_LETTERS; i++)
        box_take(&box);
    return arg;
}

int main(void)
{
    pthread_t clerks[N_CLERKS], walker;
    int numbers[N_CLERKS], n = 0;

    if (pthread_create(&walker, NULL, postman, NULL) != 0)
        return 1;
    for (int i = 0; i < N_CLERKS; i++) {
        numbers[i] = i;
        if (pthread_create(&clerks[n], NULL, clerk, &numbers[i]) == 0)
            n++;
    }
    while (n > 0)
        pthread_join(clerks[--n], NULL);
    box_close(&box);
    pthread_join(walker, NULL);
    return 0;
}
