/* A full queue turns the job away; the caller does not look, and waits for its result. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { MAX_WAITING = 8 };

struct hash_job {
    const char *text;
    unsigned long sum;
    bool ready;
};

struct sign_job {
    const char *text;
    unsigned long sum;
    bool ready;
};

unsigned long digest(const char *text);

static pthread_mutex_t hash_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t hash_work = PTHREAD_COND_INITIALIZER;
static pthread_cond_t hash_ready = PTHREAD_COND_INITIALIZER;
static struct hash_job *hash_waiting[MAX_WAITING];
static int n_hash_waiting;

static pthread_mutex_t sign_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t sign_work = PTHREAD_COND_INITIALIZER;
static pthread_cond_t sign_ready = PTHREAD_COND_INITIALIZER;
static struct sign_job *sign_waiting[MAX_WAITING];
static int n_sign_waiting;

static void *hash_run(void *arg)
{
    pthread_mutex_lock(&hash_lock);
    for (;;) {
        while (n_hash_waiting == 0)
            pthread_cond_wait(&hash_work, &hash_lock);
        struct hash_job *job = hash_waiting[--n_hash_waiting];
        if (job == NULL)
            break;
        job->sum = digest(job->text);
        job->ready = true;
        pthread_cond_broadcast(&hash_ready);
    }
    pthread_mutex_unlock(&hash_lock);
    return arg;
}

static void *sign_run(void *arg)
{
    pthread_mutex_lock(&sign_lock);
    for (;;) {
        while (n_sign_waiting == 0)
            pthread_cond_wait(&sign_work, &sign_lock);
        struct sign_job *job = sign_waiting[--n_sign_waiting];
        if (job == NULL)
            break;
        job->sum = digest(job->text);
        job->ready = true;
        pthread_cond_broadcast(&sign_ready);
    }
    pthread_mutex_unlock(&sign_lock);
    return arg;
}

static bool hash_offer(struct hash_job *job)
{
    bool room;
    pthread_mutex_lock(&hash_lock);
    room = n_hash_waiting < MAX_WAITING;
    if (room) {
        hash_waiting[n_hash_waiting++] = job;
        pthread_cond_signal(&hash_work);
    }
    pthread_mutex_unlock(&hash_lock);
    return room;
}

static bool sign_offer(struct sign_job *job)
{
    bool room;
    pthread_mutex_lock(&sign_lock);
    room = n_sign_waiting < MAX_WAITING;
    if (room) {
        sign_waiting[n_sign_waiting++] = job;
        pthread_cond_signal(&sign_work);
    }
    pthread_mutex_unlock(&sign_lock);
    return room;
}

unsigned long hash_bad(const char *text)
{
    struct hash_job job = {.text = text};
    hash_offer(&job);
    pthread_mutex_lock(&hash_lock);
    while (!job.ready)
        pthread_cond_wait(&hash_ready, &hash_lock); // MISS: recv-no-sender
    pthread_mutex_unlock(&hash_lock);
    return job.sum;
}

unsigned long sign_ok(const char *text)
{
    struct sign_job job = {.text = text};
    if (!sign_offer(&job))
        return digest(text);
    pthread_mutex_lock(&sign_lock);
    while (!job.ready)
        pthread_cond_wait(&sign_ready, &sign_lock);
    pthread_mutex_unlock(&sign_lock);
    return job.sum;
}

int digests_start(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, hash_run, NULL) != 0)
        return -1;
    pthread_detach(thread);
    if (pthread_create(&thread, NULL, sign_run, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}

void digests_stop(void)
{
    hash_offer(NULL);
    sign_offer(NULL);
}
