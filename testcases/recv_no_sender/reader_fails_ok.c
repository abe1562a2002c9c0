/* Who reads puts frames into a ring, and sets its end when there are no more, also where reading has failed. */
#include <pthread.h>
#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>
#include <stdbool.h>

#define SLOTS 64
struct frame {
    int size;
    char data[512];
};
struct feed {
    pthread_mutex_t m;
    pthread_cond_t c;
    struct frame slot[SLOTS];
    unsigned rd, wr;
    bool end;
    int fd;
};

static int feed_put(struct feed *f, const struct frame *fr)
{
    pthread_mutex_lock(&f->m);
    while (f->wr - f->rd == SLOTS)
        pthread_cond_wait(&f->c, &f->m);
    f->slot[f->wr++ % SLOTS] = *fr;
    pthread_cond_broadcast(&f->c);
    pthread_mutex_unlock(&f->m);
    return 0;
}

static bool feed_get(struct feed *f, struct frame *fr)
{
    bool got = false;
    pthread_mutex_lock(&f->m);
    while (f->wr == f->rd && !f->end)
        pthread_cond_wait(&f->c, &f->m);
    if (f->wr != f->rd) {
        *fr = f->slot[f->rd++ % SLOTS];
        pthread_cond_broadcast(&f->c);
        got = true;
    }
    pthread_mutex_unlock(&f->m);
    return got;
}

static void *reader(void *arg)
{
    struct feed *f = arg;
    struct frame fr;
    for (;;) {
        fr.size = (int)read(f->fd, fr.data, sizeof fr.data);
        if (fr.size < 0) {
            perror("read");
            break;
        }
        if (fr.size == 0)
            break;
        feed_put(f, &fr);
    }
    pthread_mutex_lock(&f->m);
    f->end = true;
    pthread_cond_broadcast(&f->c);
    pthread_mutex_unlock(&f->m);
    return NULL;
}

int main(void)
{
    struct feed *f = calloc(1, sizeof *f);
    pthread_t t;
    struct frame fr;
    long total = 0;
    if (!f)
        return 1;
    pthread_mutex_init(&f->m, NULL);
    pthread_cond_init(&f->c, NULL);
    f->fd = 0;
    if (pthread_create(&t, NULL, reader, f) != 0)
        return 1;
    while (feed_get(f, &fr))
        total += fr.size;
    pthread_join(t, NULL);
    printf("%ld\n", total);
    free(f);
    return 0;
}
