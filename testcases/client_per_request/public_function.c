/* A function of a library: how often it is called is its caller's choice, as far as this code shows. */
#include "mini_curl.h"

#include <stddef.h>

int ping_ok(const char *url)
{
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        return -1;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    int rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc;
}
