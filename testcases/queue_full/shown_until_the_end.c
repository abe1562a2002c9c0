/* A decoder waits until its last picture was shown. When the user has seen enough the one who shows them leaves, and
 * joins the decoder. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

bool next_key(void);

struct screen {
    pthread_mutex_t lock;
    pthread_cond_t shown;
    bool is_shown;
    int pictures;
};

struct canvas {
    pthread_mutex_t lock;
    pthread_cond_t drawn;
    bool is_drawn, closed;
    int pictures;
};

static bool offer(struct screen *screen)
{
    pthread_mutex_lock(&screen->lock);
    while (!screen->is_shown)
        pthread_cond_wait(&screen->shown, &screen->lock); // EXPECT: queue-full
    screen->is_shown = false;
    screen->pictures++;
    pthread_mutex_unlock(&screen->lock);
    return screen->pictures < 1000;
}

static void *render(void *arg)
{
    while (offer(arg))
        ;
    return NULL;
}

static void *paint(void *arg)
{
    struct canvas *canvas = arg;
    bool closed = false;

    while (!closed) {
        pthread_mutex_lock(&canvas->lock);
        while (!canvas->is_drawn && !canvas->closed)
            pthread_cond_wait(&canvas->drawn, &canvas->lock);
        canvas->is_drawn = false;
        canvas->pictures++;
        closed = canvas->closed;
        pthread_mutex_unlock(&canvas->lock);
    }
    return NULL;
}

static void show(struct screen *screen)
{
    pthread_mutex_lock(&screen->lock);
    screen->is_shown = true;
    pthread_cond_signal(&screen->shown);
    pthread_mutex_unlock(&screen->lock);
}

static void draw(struct canvas *canvas)
{
    pthread_mutex_lock(&canvas->lock);
    canvas->is_drawn = true;
    pthread_cond_signal(&canvas->drawn);
    pthread_mutex_unlock(&canvas->lock);
}

static void canvas_close(struct canvas *canvas)
{
    pthread_mutex_lock(&canvas->lock);
    canvas->closed = true;
    pthread_cond_signal(&canvas->drawn);
    pthread_mutex_unlock(&canvas->lock);
}

int main(void)
{
    struct screen screen = {.is_shown = true};
    struct canvas canvas = {.is_drawn = true};
    pthread_t decoder, painter;

    pthread_mutex_init(&screen.lock, NULL);
    pthread_cond_init(&screen.shown, NULL);
    pthread_mutex_init(&canvas.lock, NULL);
    pthread_cond_init(&canvas.drawn, NULL);
    if (pthread_create(&decoder, NULL, render, &screen) != 0 ||
        pthread_create(&painter, NULL, paint, &canvas) != 0)
        abort();
    while (next_key()) {
        show(&screen);
        draw(&canvas);
    }
    canvas_close(&canvas);
    pthread_join(decoder, NULL);
    pthread_join(painter, NULL);
    return 0;
}
