/* A worker that takes jobs from a queue: its client is for all jobs, or for each. */
#include "mini_curl.h"

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static const char *jobs[16];
static unsigned n_jobs;

static const char *take_job(void)
{
    pthread_mutex_lock(&lock);
    while (n_jobs == 0)
        pthread_cond_wait(&filled, &lock);
    const char *job = jobs[--n_jobs];
    pthread_mutex_unlock(&lock);
    return job;
}

static void post(CURL *curl, const char *job)
{
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, job);
    if (curl_easy_perform(curl) != CURLE_OK)
        fprintf(stderr, "not sent: %s\n", job);
}

static void *worker_ok(void *arg)
{
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        return arg;
    for (;;) {
        const char *job = take_job();
        if (job == NULL)
            break;
        post(curl, job);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static void *worker_bad(void *arg)
{
    for (;;) {
        const char *job = take_job();
        if (job == NULL)
            break;
        CURL *curl = curl_easy_init(); // EXPECT: client-per-request
        if (curl == NULL)
            return arg;
        post(curl, job);
        curl_easy_cleanup(curl);
    }
    return NULL;
}

int main(void)
{
    pthread_t one, other;
    char line[64];
    if (pthread_create(&one, NULL, worker_ok, NULL) != 0)
        return 1;
    if (pthread_create(&other, NULL, worker_bad, NULL) != 0)
        return 1;
    while (fgets(line, sizeof line, stdin) != NULL) {
        pthread_mutex_lock(&lock);
        if (n_jobs < 14)
            jobs[n_jobs++] = "{}";
        pthread_cond_signal(&filled);
        pthread_mutex_unlock(&lock);
    }
    pthread_mutex_lock(&lock);
    jobs[n_jobs++] = NULL;
    jobs[n_jobs++] = NULL;
    pthread_cond_broadcast(&filled);
    pthread_mutex_unlock(&lock);
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    return 0;
}
