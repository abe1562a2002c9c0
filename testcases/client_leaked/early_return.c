/* An option that cannot be set ends the function before the handle is cleaned up. */
#include "mini_curl.h"

#include <stdio.h>

int fetch_bad(const char *url, FILE *to)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-leaked
    if (curl == NULL)
        return -1;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
    if (curl_easy_setopt(curl, CURLOPT_URL, url) != CURLE_OK)
        return -1;
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, to);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc == CURLE_OK ? 0 : -1;
}

int fetch_ok(const char *url, FILE *to)
{
    int result = -1;
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        return -1;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
    if (curl_easy_setopt(curl, CURLOPT_URL, url) != CURLE_OK)
        goto done;
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, to);
    if (curl_easy_perform(curl) == CURLE_OK)
        result = 0;
done:
    curl_easy_cleanup(curl);
    return result;
}
