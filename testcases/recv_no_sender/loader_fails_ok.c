/* The last chunk, an empty one, is the end; a loader that cannot begin sends none. */
#include <pthread.h>
#include <stdlib.h>
#include <stdio.h>

struct chunk {
    struct chunk *next;
    size_t n;
    char b[1024];
};
static struct chunk *chunks;
static struct chunk **end_of = &chunks;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;

static void give(struct chunk *c)
{
    c->next = NULL;
    pthread_mutex_lock(&guard);
    *end_of = c;
    end_of = &c->next;
    pthread_cond_signal(&arrived);
    pthread_mutex_unlock(&guard);
}

static struct chunk *await_chunk(void)
{
    pthread_mutex_lock(&guard);
    while (!chunks)
        pthread_cond_wait(&arrived, &guard);
    struct chunk *c = chunks;
    chunks = c->next;
    if (!chunks)
        end_of = &chunks;
    pthread_mutex_unlock(&guard);
    return c;
}

static void *load(void *arg)
{
    FILE *f = fopen(arg, "rb");
    if (!f) {
        perror(arg);
        exit(1);
    }
    for (;;) {
        struct chunk *c = malloc(sizeof *c);
        if (!c)
            abort();
        c->n = fread(c->b, 1, sizeof c->b, f);
        size_t n = c->n;
        give(c);
        if (n == 0)
            break;
    }
    fclose(f);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    unsigned long sum = 0;
    if (argc != 2 || pthread_create(&t, NULL, load, argv[1]) != 0)
        return 1;
    for (;;) {
        struct chunk *c = await_chunk();
        size_t n = c->n;
        for (size_t i = 0; i < n; i++)
            sum += (unsigned char)c->b[i];
        free(c);
        if (n == 0)
            break;
    }
    pthread_join(t, NULL);
    printf("%lu\n", sum);
    return 0;
}
