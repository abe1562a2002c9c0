/* A worker that sleeps on a semaphore. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

void upload(int number);

struct uploader {
    sem_t pending;
    atomic_int next;
    bool quit;
    pthread_t thread;
};

struct mailer {
    sem_t pending;
    atomic_int next;
    bool quit;
    pthread_t thread;
};

static void *uploader_run(void *arg)
{
    struct uploader *u = arg;
    for (;;) {
        sem_wait(&u->pending);
        if (__atomic_load_n(&u->quit, __ATOMIC_SEQ_CST))
            break;
        upload(atomic_load(&u->next));
    }
    return NULL;
}

static void *mailer_run(void *arg)
{
    struct mailer *m = arg;
    for (;;) {
        sem_wait(&m->pending);
        if (__atomic_load_n(&m->quit, __ATOMIC_SEQ_CST))
            break;
        upload(atomic_load(&m->next));
    }
    return NULL;
}

struct uploader *uploader_new_bad(void)
{
    struct uploader *u = calloc(1, sizeof *u);
    if (u == NULL)
        return NULL;
    sem_init(&u->pending, 0, 0);
    if (pthread_create(&u->thread, NULL, uploader_run, u) == 0) // EXPECT: thread-no-stop
        return u;
    sem_destroy(&u->pending);
    free(u);
    return NULL;
}

void uploader_add(struct uploader *u, int number)
{
    atomic_store(&u->next, number);
    sem_post(&u->pending);
}

void uploader_free(struct uploader *u)
{
    __atomic_store_n(&u->quit, true, __ATOMIC_SEQ_CST);
    pthread_join(u->thread, NULL);
    sem_destroy(&u->pending);
    free(u);
}

struct mailer *mailer_new_ok(void)
{
    struct mailer *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    sem_init(&m->pending, 0, 0);
    if (pthread_create(&m->thread, NULL, mailer_run, m) == 0)
        return m;
    sem_destroy(&m->pending);
    free(m);
    return NULL;
}

void mailer_add(struct mailer *m, int number)
{
    atomic_store(&m->next, number);
    sem_post(&m->pending);
}

void mailer_free(struct mailer *m)
{
    __atomic_store_n(&m->quit, true, __ATOMIC_SEQ_CST);
    sem_post(&m->pending);
    pthread_join(m->thread, NULL);
    sem_destroy(&m->pending);
    free(m);
}

/* It looks up once a second. */
static sem_t scrub_wanted;
static atomic_bool scrub_quit;
static pthread_t scrubber;

static void *scrub(void *arg)
{
    while (!scrub_quit) {
        struct timespec until = {.tv_sec = time(NULL) + 1};
        if (sem_timedwait(&scrub_wanted, &until) < 0 && errno == ETIMEDOUT)
            continue;
        upload(0);
    }
    return arg;
}

int scrubber_start_ok(void)
{
    sem_init(&scrub_wanted, 0, 0);
    return pthread_create(&scrubber, NULL, scrub, NULL);
}

void scrubber_stop(void)
{
    scrub_quit = true;
    pthread_join(scrubber, NULL);
}
