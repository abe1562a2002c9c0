/* A value is handed over: who gives it waits until it was taken, or until the one before was. Nobody takes any. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct counter {
    pthread_mutex_t lock;
    pthread_cond_t given, taken;
    bool is_full;
    long ticket;
};

static struct counter counter = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                 .given = PTHREAD_COND_INITIALIZER,
                                 .taken = PTHREAD_COND_INITIALIZER};

static void counter_give(struct counter *to, long ticket)
{
    pthread_mutex_lock(&to->lock);
    while (to->is_full)
        pthread_cond_wait(&to->taken, &to->lock);
    to->ticket = ticket;
    to->is_full = true;
    pthread_cond_signal(&to->given);
    while (to->is_full)
        pthread_cond_wait(&to->taken, &to->lock); // EXPECT: send-no-receiver
    pthread_mutex_unlock(&to->lock);
}

int queue_up_bad(long first, long last)
{
    for (long ticket = first; ticket <= last; ticket++)
        counter_give(&counter, ticket);
    return 0;
}

/* One condition for both. */
struct shelf {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    const char *book;
};

static struct shelf shelf = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .changed = PTHREAD_COND_INITIALIZER};
static long n_books;

static void shelf_put(struct shelf *on, const char *book)
{
    pthread_mutex_lock(&on->lock);
    on->book = book;
    n_books++;
    pthread_cond_broadcast(&on->changed);
    while (on->book)
        pthread_cond_wait(&on->changed, &on->lock);
    pthread_mutex_unlock(&on->lock);
}

static const char *shelf_take(struct shelf *from)
{
    pthread_mutex_lock(&from->lock);
    while (!from->book)
        pthread_cond_wait(&from->changed, &from->lock);
    const char *book = from->book;
    from->book = NULL;
    pthread_cond_broadcast(&from->changed);
    pthread_mutex_unlock(&from->lock);
    return book;
}

static void *read_books(void *arg)
{
    for (int i = 0; i < 3; i++)
        puts(shelf_take(&shelf));
    return arg;
}

int lend_ok(void)
{
    pthread_t reader;

    if (pthread_create(&reader, NULL, read_books, NULL) != 0)
        return -1;
    shelf_put(&shelf, "Candide");
    shelf_put(&shelf, "Emma");
    shelf_put(&shelf, "Faust");
    return pthread_join(reader, NULL);
}

/* What is waited for is no message: a pause, which somebody else ends. */
static pthread_mutex_t pause_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t paused = PTHREAD_COND_INITIALIZER, resumed = PTHREAD_COND_INITIALIZER;
static bool is_paused;
static long n_pauses;

void pause_here(void)
{
    pthread_mutex_lock(&pause_lock);
    is_paused = true;
    n_pauses++;
    pthread_cond_signal(&paused);
    while (is_paused)
        pthread_cond_wait(&resumed, &pause_lock);
    pthread_mutex_unlock(&pause_lock);
}

void resume(void)
{
    pthread_mutex_lock(&pause_lock);
    is_paused = false;
    pthread_cond_broadcast(&resumed);
    pthread_mutex_unlock(&pause_lock);
}
