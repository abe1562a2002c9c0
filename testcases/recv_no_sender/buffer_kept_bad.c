/* A few buffers go round; who has got one gives it back on every way. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NBUF 4
struct buf {
    struct buf *next;
    char data[8192];
};
static struct buf store[NBUF], *free_list;
static pthread_mutex_t fl_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t fl_cond = PTHREAD_COND_INITIALIZER;

static struct buf *buf_get(void)
{
    pthread_mutex_lock(&fl_lock);
    while (free_list == NULL)
        pthread_cond_wait(&fl_cond, &fl_lock); // EXPECT: recv-no-sender
    struct buf *b = free_list;
    free_list = b->next;
    pthread_mutex_unlock(&fl_lock);
    return b;
}

static void buf_put(struct buf *b)
{
    pthread_mutex_lock(&fl_lock);
    b->next = free_list;
    free_list = b;
    pthread_cond_signal(&fl_cond);
    pthread_mutex_unlock(&fl_lock);
}

static int copy(const char *from, FILE *to)
{
    struct buf *b = buf_get();
    FILE *f = fopen(from, "r");
    size_t n;
    if (!f)
        return -1;
    while ((n = fread(b->data, 1, sizeof b->data, f)) > 0)
        fwrite(b->data, 1, n, to);
    fclose(f);
    buf_put(b);
    return 0;
}

static void *copier(void *arg)
{
    char **names = arg;
    for (; *names; names++)
        if (copy(*names, stdout) != 0)
            perror(*names);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argc;
    for (int i = 0; i < NBUF; i++)
        buf_put(&store[i]);
    if (pthread_create(&t, NULL, copier, argv + 1) != 0)
        return 1;
    copier(argv + 1);
    pthread_join(t, NULL);
    return 0;
}
