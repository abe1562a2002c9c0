/* The multi handle stays; its easy handles are its user's to clean up, and are. */
#include "mini_curl.h"

#include <stddef.h>

int prepare_bad(CURL *curl)
{
    CURLM *multi = curl_multi_init(); // EXPECT: client-leaked
    if (multi == NULL)
        return -1;
    if (curl_multi_add_handle(multi, curl) != CURLM_OK)
        return -1;
    curl_multi_cleanup(multi);
    return 0;
}

int prepare_ok(CURL *curl)
{
    CURLM *multi = curl_multi_init();
    if (multi == NULL)
        return -1;
    int rc = curl_multi_add_handle(multi, curl);
    curl_multi_cleanup(multi);
    return rc;
}
