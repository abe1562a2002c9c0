/* Made to see whether it works, and thrown away. */
#include "mini_curl.h"

#include <stdbool.h>
#include <stddef.h>

bool has_curl_bad(void)
{
    return curl_easy_init() != NULL; // EXPECT: client-leaked
}

bool has_curl_ok(void)
{
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        return false;
    curl_easy_cleanup(curl);
    return true;
}
