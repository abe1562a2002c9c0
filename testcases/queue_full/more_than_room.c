/* So many messages before the first is taken: as many as there is room for, and one more. */
#include <pthread.h>
#include <stddef.h>

enum { ROOM = 16, N_FRAMES = 16 };

struct pipeline {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    int slots[ROOM];
    unsigned in, out; /* counted up for ever; in - out are occupied */
};

int decode(int frame);
int show(int frame);

static void pipeline_init(struct pipeline *p)
{
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->moved, NULL);
    p->in = p->out = 0;
}

static void stage_in(struct pipeline *p, int frame)
{
    pthread_mutex_lock(&p->lock);
    while (p->in - p->out == ROOM)
        pthread_cond_wait(&p->moved, &p->lock);
    p->slots[p->in++ % ROOM] = frame;
    pthread_cond_broadcast(&p->moved);
    pthread_mutex_unlock(&p->lock);
}

static int stage_out(struct pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    while (p->in == p->out)
        pthread_cond_wait(&p->moved, &p->lock);
    int frame = p->slots[p->out++ % ROOM];
    pthread_cond_broadcast(&p->moved);
    pthread_mutex_unlock(&p->lock);
    return frame;
}

/* The end mark finds no room. */
void play_bad(void)
{
    struct pipeline p;
    int frame;
    pipeline_init(&p);
    for (int i = 0; i < N_FRAMES; i++)
        stage_in(&p, decode(i));
    stage_in(&p, -1); // EXPECT: queue-full
    while ((frame = stage_out(&p)) >= 0)
        show(frame);
}

void play_ok(void)
{
    struct pipeline p;
    pipeline_init(&p);
    for (int i = 0; i < N_FRAMES; i++)
        stage_in(&p, decode(i));
    for (int i = 0; i < N_FRAMES; i++)
        show(stage_out(&p));
}

/* One in, one out: it is never full, however long it runs. */
void stream_ok(int n_frames)
{
    struct pipeline p;
    pipeline_init(&p);
    for (int i = 0; i < n_frames; i++) {
        stage_in(&p, decode(i));
        show(stage_out(&p));
    }
}
