/* Several, in an array; all but the first are closed. */
#include "mini_curl.h"

#include <stddef.h>

enum { N_WORKERS = 4 };

int fan_out_bad(const char *url)
{
    CURL *curls[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        curls[i] = curl_easy_init(); // EXPECT: client-leaked
    for (int i = 0; i < N_WORKERS; i++) {
        if (curls[i] == NULL)
            continue;
        curl_easy_setopt(curls[i], CURLOPT_TIMEOUT, 5L);
        curl_easy_setopt(curls[i], CURLOPT_URL, url);
        curl_easy_perform(curls[i]);
    }
    curl_easy_cleanup(curls[0]);
    return 0;
}

int fan_out_ok(const char *url)
{
    CURL *curls[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        curls[i] = curl_easy_init();
    for (int i = 0; i < N_WORKERS; i++) {
        if (curls[i] == NULL)
            continue;
        curl_easy_setopt(curls[i], CURLOPT_TIMEOUT, 5L);
        curl_easy_setopt(curls[i], CURLOPT_URL, url);
        curl_easy_perform(curls[i]);
    }
    for (int i = 0; i < N_WORKERS; i++)
        curl_easy_cleanup(curls[i]);
    return 0;
}
