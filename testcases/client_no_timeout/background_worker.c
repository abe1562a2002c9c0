/* A thread that does nothing but to send what has been counted, each minute: of low severity. */
#include "curl.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static atomic_bool done;
static atomic_uint n_lines;

static int report_bad(void)
{
    char text[32];
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        return -1;
    snprintf(text, sizeof text, "n=%u", atomic_load(&n_lines));
    curl_easy_setopt(curl, CURLOPT_URL, "https://stats.example/");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, text);
    CURLcode rc = curl_easy_perform(curl); // EXPECT: client-no-timeout
    curl_easy_cleanup(curl);
    return rc == CURLE_OK ? 0 : -1;
}

static int report_ok(void)
{
    char text[32];
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        return -1;
    snprintf(text, sizeof text, "n=%u", atomic_load(&n_lines));
    curl_easy_setopt(curl, CURLOPT_URL, "https://stats.example/");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, text);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc == CURLE_OK ? 0 : -1;
}

static void *report_run(void *arg)
{
    while (!atomic_load(&done)) {
        sleep(60);
        if (report_bad() < 0)
            report_ok();
    }
    return arg;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, report_run, NULL) != 0)
        return 1;
    for (int c; (c = getchar()) != EOF;)
        if (c == '\n')
            atomic_fetch_add(&n_lines, 1);
    atomic_store(&done, true);
    return pthread_join(thread, NULL);
}
