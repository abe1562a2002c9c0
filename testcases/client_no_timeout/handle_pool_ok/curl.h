/* What the testcases use of <curl/curl.h>. */
#ifndef CURL_H
#define CURL_H

typedef void CURL;
typedef void CURLM;
typedef enum { CURLE_OK = 0, CURLE_OPERATION_TIMEDOUT = 28 } CURLcode;
typedef enum { CURLM_OK = 0 } CURLMcode;
typedef enum {
    CURLOPT_TIMEOUT = 13,
    CURLOPT_LOW_SPEED_LIMIT = 19,
    CURLOPT_LOW_SPEED_TIME = 20,
    CURLOPT_NOPROGRESS = 43,
    CURLOPT_POST = 47,
    CURLOPT_CONNECTTIMEOUT = 78,
    CURLOPT_NOSIGNAL = 99,
    CURLOPT_TIMEOUT_MS = 155,
    CURLOPT_WRITEDATA = 10001,
    CURLOPT_URL = 10002,
    CURLOPT_POSTFIELDS = 10015,
    CURLOPT_WRITEFUNCTION = 20011,
    CURLOPT_XFERINFOFUNCTION = 20219
} CURLoption;

CURL *curl_easy_init(void);
CURL *curl_easy_duphandle(CURL *curl);
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
CURLcode curl_easy_perform(CURL *curl);
void curl_easy_reset(CURL *curl);
void curl_easy_cleanup(CURL *curl);

CURLM *curl_multi_init(void);
CURLMcode curl_multi_add_handle(CURLM *multi, CURL *curl);
CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *curl);
CURLMcode curl_multi_perform(CURLM *multi, int *running);
CURLMcode curl_multi_poll(CURLM *multi, void *extra, unsigned n, int timeout_ms, int *n_ready);
CURLMcode curl_multi_cleanup(CURLM *multi);

#endif
