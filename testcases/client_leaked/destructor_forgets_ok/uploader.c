/* The destructor of the object cleans its handle up as well. */
#include "uploader.h"

#include "mini_curl.h"

#include <stdlib.h>
#include <string.h>

struct uploader {
    CURL *curl;
    char *url;
};

struct uploader *uploader_new(const char *url)
{
    struct uploader *uploader = calloc(1, sizeof *uploader);
    if (uploader == NULL)
        return NULL;
    uploader->url = strdup(url);
    uploader->curl = curl_easy_init();
    if (uploader->curl == NULL) {
        free(uploader->url);
        free(uploader);
        return NULL;
    }
    curl_easy_setopt(uploader->curl, CURLOPT_TIMEOUT, 10L);
    return uploader;
}

int uploader_send(struct uploader *uploader, const char *text)
{
    curl_easy_setopt(uploader->curl, CURLOPT_URL, uploader->url);
    curl_easy_setopt(uploader->curl, CURLOPT_POSTFIELDS, text);
    return curl_easy_perform(uploader->curl);
}

void uploader_free(struct uploader *uploader)
{
    if (uploader == NULL)
        return;
    curl_easy_cleanup(uploader->curl);
    free(uploader->url);
    free(uploader);
}
