/* A struct on the stack that an init function fills with a client; the deinit is missing on one path. */
#include "mini_curl.h"

#include <stddef.h>

struct api {
    CURL *curl;
    int n_calls;
};

static int api_init(struct api *api)
{
    api->n_calls = 0;
    api->curl = curl_easy_init();
    if (api->curl == NULL)
        return -1;
    curl_easy_setopt(api->curl, CURLOPT_TIMEOUT, 5L);
    return 0;
}

static void api_deinit(struct api *api)
{
    if (api->curl)
        curl_easy_cleanup(api->curl);
    api->curl = NULL;
}

static int api_call(struct api *api, const char *url)
{
    api->n_calls++;
    curl_easy_setopt(api->curl, CURLOPT_URL, url);
    return curl_easy_perform(api->curl) == CURLE_OK ? 0 : -1;
}

int both_bad(const char *first, const char *second)
{
    struct api api;
    if (api_init(&api) != 0) // EXPECT: client-leaked
        return -1;
    if (api_call(&api, first) != 0)
        return -1;
    int rc = api_call(&api, second);
    api_deinit(&api);
    return rc;
}

int both_ok(const char *first, const char *second)
{
    struct api api;
    if (api_init(&api) != 0)
        return -1;
    int rc = api_call(&api, first);
    if (rc == 0)
        rc = api_call(&api, second);
    api_deinit(&api);
    return rc;
}
