/* The struct around a client is freed, and the client in it is not closed. */
#include "mini_curl.h"

#include <stdlib.h>
#include <string.h>

struct upload {
    CURL *curl;
    char *body;
};

int upload_bad(const char *url, const char *text)
{
    struct upload *upload = calloc(1, sizeof *upload);
    if (upload == NULL)
        return -1;
    upload->body = strdup(text);
    upload->curl = curl_easy_init(); // EXPECT: client-leaked
    if (upload->curl == NULL || upload->body == NULL) {
        free(upload->body);
        free(upload);
        return -1;
    }
    curl_easy_setopt(upload->curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(upload->curl, CURLOPT_URL, url);
    curl_easy_setopt(upload->curl, CURLOPT_POSTFIELDS, upload->body);
    int rc = curl_easy_perform(upload->curl);
    curl_easy_cleanup(upload->curl);
    free(upload->body);
    free(upload);
    return rc;
}

struct download {
    CURL *curl;
    char *body;
};

int download_ok(const char *url, const char *text)
{
    struct download *download = calloc(1, sizeof *download);
    if (download == NULL)
        return -1;
    download->body = strdup(text);
    download->curl = curl_easy_init();
    if (download->curl == NULL || download->body == NULL) {
        if (download->curl)
            curl_easy_cleanup(download->curl);
        free(download->body);
        free(download);
        return -1;
    }
    curl_easy_setopt(download->curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(download->curl, CURLOPT_URL, url);
    curl_easy_setopt(download->curl, CURLOPT_POSTFIELDS, download->body);
    int rc = curl_easy_perform(download->curl);
    curl_easy_cleanup(download->curl);
    free(download->body);
    free(download);
    return rc;
}
