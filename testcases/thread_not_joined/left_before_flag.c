/* The join looks at something that the thread itself makes on its way. A thread that has to give up before is not joined. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct display;
struct display *display_open(int width);
void display_close(struct display *display);
int dial(const char *host);

/* ---- only who has got a connection is joined ---- */

struct viewer {
    const char *host;
    struct display *display;
    int line; /* 0 = none */
    pthread_t thread;
};

static void *view(void *arg)
{
    struct viewer *viewer = arg;
    char bytes[256];

    viewer->display = display_open(80);
    if (!viewer->display)
        return NULL;
    viewer->line = dial(viewer->host);
    while (read(viewer->line, bytes, sizeof bytes) > 0)
        ;
    return NULL;
}

struct viewer *viewer_new_bad(const char *host)
{
    struct viewer *viewer = calloc(1, sizeof *viewer);

    if (!viewer)
        return NULL;
    viewer->host = host;
    if (pthread_create(&viewer->thread, NULL, view, viewer)) { // EXPECT: thread-not-joined
        free(viewer);
        return NULL;
    }
    return viewer;
}

void viewer_free_bad(struct viewer *viewer)
{
    if (viewer->line > 0) {
        close(viewer->line);
        pthread_join(viewer->thread, NULL);
    }
    if (viewer->display)
        display_close(viewer->display);
    free(viewer);
}

/* ---- whoever was started is joined ---- */

struct player {
    const char *host;
    struct display *display;
    int line;
    int is_started;
    pthread_t thread;
};

static void *play(void *arg)
{
    struct player *player = arg;
    char bytes[256];

    player->display = display_open(40);
    if (!player->display)
        return NULL;
    player->line = dial(player->host);
    while (read(player->line, bytes, sizeof bytes) > 0)
        ;
    return NULL;
}

struct player *player_new_ok(const char *host)
{
    struct player *player = calloc(1, sizeof *player);

    if (!player)
        return NULL;
    player->host = host;
    if (pthread_create(&player->thread, NULL, play, player)) {
        free(player);
        return NULL;
    }
    player->is_started = 1;
    return player;
}

void player_free_ok(struct player *player)
{
    if (player->line > 0)
        close(player->line);
    if (player->is_started)
        pthread_join(player->thread, NULL);
    if (player->display)
        display_close(player->display);
    free(player);
}

/* ---- it cannot leave before: it is always given its object ---- */

struct meter {
    int fd;
    int is_alive;
    pthread_t thread;
};

static void *measure(void *arg)
{
    struct meter *meter = arg;
    char byte;

    if (!meter)
        return NULL;
    meter->is_alive = 1;
    while (read(meter->fd, &byte, 1) == 1)
        ;
    return NULL;
}

struct meter *meter_new_ok(int fd)
{
    struct meter *meter = calloc(1, sizeof *meter);

    if (!meter)
        return NULL;
    meter->fd = fd;
    if (pthread_create(&meter->thread, NULL, measure, meter)) {
        free(meter);
        return NULL;
    }
    return meter;
}

void meter_free_ok(struct meter *meter)
{
    if (meter->is_alive)
        pthread_join(meter->thread, NULL);
    free(meter);
}

/* ---- who leaves early is waited for where it was started ---- */

struct tuner {
    struct display *display;
    int line;
    int is_settled;
    pthread_mutex_t lock;
    pthread_cond_t settled;
    pthread_t thread;
};

static void settle(struct tuner *tuner)
{
    pthread_mutex_lock(&tuner->lock);
    tuner->is_settled = 1;
    pthread_cond_signal(&tuner->settled);
    pthread_mutex_unlock(&tuner->lock);
}

static void *tune(void *arg)
{
    struct tuner *tuner = arg;
    char byte;

    tuner->display = display_open(20);
    if (!tuner->display) {
        settle(tuner);
        return NULL;
    }
    tuner->line = dial("tuner");
    settle(tuner);
    while (read(tuner->line, &byte, 1) == 1)
        ;
    return NULL;
}

int tuner_start_ok(struct tuner *tuner)
{
    if (pthread_create(&tuner->thread, NULL, tune, tuner))
        return -1;
    pthread_mutex_lock(&tuner->lock);
    while (!tuner->is_settled)
        pthread_cond_wait(&tuner->settled, &tuner->lock);
    pthread_mutex_unlock(&tuner->lock);
    if (!tuner->line) {
        pthread_join(tuner->thread, NULL);
        return -1;
    }
    return 0;
}

void tuner_stop_ok(struct tuner *tuner)
{
    if (tuner->line > 0) {
        close(tuner->line);
        pthread_join(tuner->thread, NULL);
    }
}
