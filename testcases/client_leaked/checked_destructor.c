/* Destructors that accept what is not there, and closed ones that are marked so: each path is right. */
#include "mini_curl.h"

#include <stdlib.h>
#include <string.h>

struct job {
    CURL *curl;
    char *text;
    unsigned flags;
};

static void job_free_ok(struct job *job)
{
    if (!job)
        return;
    if (job->curl)
        curl_easy_cleanup(job->curl);
    free(job->text);
    free(job);
}

static struct job *job_new_ok(const char *text)
{
    struct job *job = calloc(1, sizeof *job);
    if (!job)
        return NULL;
    job->text = strdup(text);
    job->curl = curl_easy_init();
    if (!job->text || !job->curl) {
        job_free_ok(job);
        return NULL;
    }
    curl_easy_setopt(job->curl, CURLOPT_TIMEOUT, 5L);
    return job;
}

int job_run_ok(const char *text)
{
    struct job *job = job_new_ok(text);
    int rc = -1;
    if (job && curl_easy_setopt(job->curl, CURLOPT_URL, job->text) == CURLE_OK)
        rc = curl_easy_perform(job->curl);
    job_free_ok(job);
    return rc;
}

/* Half of it is done by a helper that does not look whether there is one. */
static void job_drop(struct job *job)
{
    free(job->text);
    free(job);
}

int job_run_bad(const char *text)
{
    struct job *job = calloc(1, sizeof *job);
    if (!job)
        return -1;
    job->text = strdup(text);
    job->curl = curl_easy_init(); // EXPECT: client-leaked
    if (!job->text) {
        job_drop(job);
        return -1;
    }
    if (job->curl)
        curl_easy_cleanup(job->curl);
    job_drop(job);
    return 0;
}
