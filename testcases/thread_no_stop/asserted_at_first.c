/* A thread asserts something at first. Were that not so, the process would end, and no thread go on for ever: that nobody in
 * sight sets it so says nothing. Nor does it what the thread sets behind the assertion: that it is done, once. Unlike them,
 * the loop of another thread ends by what nobody sets. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct future {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    bool resolved, given_up;
    int value;
    pthread_t thread;
};

static void check(bool holds, int line)
{
    if (!holds) {
        fprintf(stderr, "line %d\n", line);
        abort();
    }
}

/* the program's own calloc() */
static void *zeroed(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL)
        abort();
    return memset(memory, 0, size);
}

static void resolve(struct future *f, int value)
{
    pthread_mutex_lock(&f->lock);
    if (f->resolved) {
        fprintf(stderr, "resolved twice\n");
        abort();
    }
    check(value >= 0, __LINE__);
    f->value = value;
    f->resolved = true;
    pthread_cond_signal(&f->cond);
    pthread_mutex_unlock(&f->lock);
}

static void *compute_ok(void *arg)
{
    resolve(arg, 42);
    return NULL;
}

static unsigned step;

static void *sample_ok(void *arg)
{
    struct future *f = arg;
    if (step == 0) {
        fprintf(stderr, "no step\n");
        abort();
    }
    for (unsigned i = 0; i < 100; i += step)
        f->value += i;
    return NULL;
}

static void *compute_bad(void *arg)
{
    struct future *f = arg;
    while (!f->given_up)
        f->value++;
    return NULL;
}

static struct future *start(void *(*body)(void *))
{
    struct future *f = zeroed(sizeof *f);
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->cond, NULL);
    if (pthread_create(&f->thread, NULL, body, f) != 0)
        abort();
    return f;
}

static int await(struct future *f)
{
    pthread_mutex_lock(&f->lock);
    while (!f->resolved)
        pthread_cond_wait(&f->cond, &f->lock);
    int value = f->value;
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    free(f);
    return value;
}

int answer_ok(void)
{
    return await(start(compute_ok));
}

int sampled_ok(void)
{
    struct future *f = start(sample_ok);
    pthread_join(f->thread, NULL);
    int value = f->value;
    free(f);
    return value;
}

int answer_bad(void)
{
    struct future *f = start(compute_bad); // EXPECT: thread-no-stop
    pthread_join(f->thread, NULL);
    int value = f->value;
    free(f);
    return value;
}
