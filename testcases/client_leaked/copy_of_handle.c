/* A handle with the options of another one has to be cleaned up by itself. */
#include "mini_curl.h"

#include <stddef.h>

int twice_bad(CURL *pattern, const char *url)
{
    CURL *copy = curl_easy_duphandle(pattern); // EXPECT: client-leaked
    if (copy == NULL)
        return -1;
    curl_easy_setopt(copy, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(copy, CURLOPT_URL, url);
    int first = curl_easy_perform(copy);
    if (first != CURLE_OK)
        return first;
    int second = curl_easy_perform(copy);
    curl_easy_cleanup(copy);
    return second;
}

int twice_ok(CURL *pattern, const char *url)
{
    CURL *copy = curl_easy_duphandle(pattern);
    if (copy == NULL)
        return -1;
    curl_easy_setopt(copy, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(copy, CURLOPT_URL, url);
    int rc = curl_easy_perform(copy);
    if (rc == CURLE_OK)
        rc = curl_easy_perform(copy);
    curl_easy_cleanup(copy);
    return rc;
}
