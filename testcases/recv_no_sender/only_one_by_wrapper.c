/* The only thread that waits makes true itself what it waits for: there is nobody to wake. That it is started through a
 * wrapper, by functions that call each other, does not make it several; two threads of one body are. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static int start(pthread_t *thread, void *(*body)(void *), void *arg)
{
    return pthread_create(thread, NULL, body, arg);
}

static pthread_mutex_t mutex_ok = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_ok = PTHREAD_COND_INITIALIZER;
static int jobs_ok;
static bool stop_is_ok;

static int take_ok(void)
{
    int jobs = 0;

    pthread_mutex_lock(&mutex_ok);
    while (jobs_ok == 0 && !stop_is_ok)
        pthread_cond_wait(&work_ok, &mutex_ok);
    jobs = jobs_ok;
    jobs_ok = 0;
    pthread_mutex_unlock(&mutex_ok);
    return jobs;
}

static void *play_ok(void *unused)
{
    int jobs;

    while ((jobs = take_ok()) > 0) {
        if (jobs < 100)
            continue;
        pthread_mutex_lock(&mutex_ok);
        stop_is_ok = true;
        pthread_mutex_unlock(&mutex_ok);
    }
    return unused;
}

void add_job_ok(void)
{
    pthread_mutex_lock(&mutex_ok);
    jobs_ok++;
    pthread_cond_signal(&work_ok);
    pthread_mutex_unlock(&mutex_ok);
}

void stop_ok(void)
{
    pthread_mutex_lock(&mutex_ok);
    stop_is_ok = true;
    pthread_cond_signal(&work_ok);
    pthread_mutex_unlock(&mutex_ok);
}

static pthread_mutex_t mutex_bad = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_bad = PTHREAD_COND_INITIALIZER;
static int jobs_bad;
static bool stop_is_bad;

static int take_bad(void)
{
    int jobs = 0;

    pthread_mutex_lock(&mutex_bad);
    while (jobs_bad == 0 && !stop_is_bad)
        pthread_cond_wait(&work_bad, &mutex_bad); // EXPECT: recv-no-sender
    jobs = jobs_bad;
    jobs_bad = 0;
    pthread_mutex_unlock(&mutex_bad);
    return jobs;
}

static void *play_bad(void *unused)
{
    int jobs;

    while ((jobs = take_bad()) > 0) {
        if (jobs < 100)
            continue;
        pthread_mutex_lock(&mutex_bad);
        stop_is_bad = true;
        pthread_mutex_unlock(&mutex_bad);
    }
    return unused;
}

void add_job_bad(void)
{
    pthread_mutex_lock(&mutex_bad);
    jobs_bad++;
    pthread_cond_signal(&work_bad);
    pthread_mutex_unlock(&mutex_bad);
}

void stop_bad(void)
{
    pthread_mutex_lock(&mutex_bad);
    stop_is_bad = true;
    pthread_cond_broadcast(&work_bad);
    pthread_mutex_unlock(&mutex_bad);
}

static int play_all(pthread_t *threads)
{
    if (start(&threads[0], play_ok, NULL) != 0)
        return 0;
    if (start(&threads[1], play_bad, NULL) != 0)
        return 1;
    return start(&threads[2], play_bad, NULL) != 0 ? 2 : 3;
}

int main(void)
{
    pthread_t threads[3];
    int count = play_all(threads);

    for (int i = 0; i < 1000; i++) {
        add_job_ok();
        add_job_bad();
    }
    stop_ok();
    stop_bad();
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    return count == 3 ? 0 : 1;
}
