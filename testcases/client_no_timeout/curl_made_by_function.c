/* A function makes the handles and sets what is the same for all of them. */
#include "curl.h"

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static const char *next_url;

static CURL *new_handle_bad(const char *url)
{
    CURL *curl = curl_easy_init();
    if (curl) {
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_URL, url);
    }
    return curl;
}

static CURL *new_handle_ok(const char *url)
{
    CURL *curl = curl_easy_init();
    if (curl) {
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 2500L);
        curl_easy_setopt(curl, CURLOPT_URL, url);
    }
    return curl;
}

static int load_bad(const char *url)
{
    CURL *curl = new_handle_bad(url); // EXPECT: client-per-request
    if (curl == NULL)
        return -1;
    int rc = curl_easy_perform(curl) == CURLE_OK ? 0 : -1; // EXPECT: client-no-timeout
    curl_easy_cleanup(curl);
    return rc;
}

static int load_ok(const char *url)
{
    CURL *curl = new_handle_ok(url); // EXPECT: client-per-request
    if (curl == NULL)
        return -1;
    int rc = curl_easy_perform(curl) == CURLE_OK ? 0 : -1;
    curl_easy_cleanup(curl);
    return rc;
}

static const char *take(void)
{
    pthread_mutex_lock(&lock);
    while (next_url == NULL)
        pthread_cond_wait(&filled, &lock);
    const char *url = next_url;
    next_url = NULL;
    pthread_mutex_unlock(&lock);
    return url;
}

void submit(const char *url)
{
    pthread_mutex_lock(&lock);
    next_url = url;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
}

void loader_run(void)
{
    for (;;) {
        const char *url = take();
        if (load_bad(url) != 0)
            load_ok(url);
    }
}
