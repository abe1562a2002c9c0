/* A thread that is cancelled when the program ends has to be told of work before that. */
#include <pthread.h>
#include <stdio.h>

struct board_bad {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int is_dirty;
};

struct board_ok {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int is_dirty;
};

static struct board_bad board_bad = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
static struct board_ok board_ok = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
static char lines[24][80];

static void unlock(void *lock)
{
    pthread_mutex_unlock(lock);
}

static void *draw_bad(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&board_bad.lock);
        pthread_cleanup_push(unlock, &board_bad.lock);
        while (!board_bad.is_dirty)
            pthread_cond_wait(&board_bad.changed, &board_bad.lock); // EXPECT: recv-no-sender
        board_bad.is_dirty = 0;
        pthread_cleanup_pop(1);
        puts(lines[0]);
    }
    return unused;
}

static void *draw_ok(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&board_ok.lock);
        pthread_cleanup_push(unlock, &board_ok.lock);
        while (!board_ok.is_dirty)
            pthread_cond_wait(&board_ok.changed, &board_ok.lock);
        board_ok.is_dirty = 0;
        pthread_cleanup_pop(1);
        puts(lines[1]);
    }
    return unused;
}

static void set_line_bad(int line)
{
    pthread_mutex_lock(&board_bad.lock);
    board_bad.is_dirty = 1;
    pthread_mutex_unlock(&board_bad.lock);
    lines[line][0] = '*';
}

static void set_line_ok(int line)
{
    pthread_mutex_lock(&board_ok.lock);
    board_ok.is_dirty = 1;
    pthread_cond_signal(&board_ok.changed);
    pthread_mutex_unlock(&board_ok.lock);
    lines[line][0] = '*';
}

static void read_moves(void)
{
    int line;

    while (scanf("%d", &line) == 1) {
        set_line_bad(line % 24);
        set_line_ok(line % 24);
    }
}

int main(void)
{
    pthread_t drawer_bad, drawer_ok;

    if (pthread_create(&drawer_bad, NULL, draw_bad, NULL) != 0 ||
        pthread_create(&drawer_ok, NULL, draw_ok, NULL) != 0)
        return 1;
    read_moves();
    pthread_cancel(drawer_bad);
    pthread_cancel(drawer_ok);
    pthread_join(drawer_bad, NULL);
    pthread_join(drawer_ok, NULL);
    return 0;
}
