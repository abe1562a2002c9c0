/* What counts as a bound among a handle's options: 0 is none, and what is not known may be one. The handles
 * are made for each line that comes in through a message queue. */
#include "curl.h"

#include <mqueue.h>
#include <stddef.h>

struct option {
    CURLoption option;
    long value;
};

static int zero_bad(const char *url)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (!curl)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 0L); /* the default: none */
    CURLcode rc = curl_easy_perform(curl);       // EXPECT: client-no-timeout
    curl_easy_cleanup(curl);
    return rc != CURLE_OK;
}

static int milliseconds_ok(const char *url, long timeout)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (!curl)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc != CURLE_OK;
}

static int slowest_ok(const char *url)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (!curl)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc != CURLE_OK;
}

/* The configuration says which. */
static int table_ok(const char *url, const struct option *options, size_t n)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (!curl)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    for (size_t i = 0; i < n; i++)
        curl_easy_setopt(curl, options[i].option, options[i].value);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc != CURLE_OK;
}

static long patience = 0;

static void configure(const char *text, long *ret_number)
{
    for (*ret_number = 0; *text >= '0' && *text <= '9'; text++)
        *ret_number = *ret_number * 10 + (*text - '0');
}

/* None by default, and as long as the command line says. */
static int configured_ok(const char *url)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (!curl)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, patience);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc != CURLE_OK;
}

static int is_over(void *data, long long total, long long now, long long up_total, long long up)
{
    (void)data, (void)up_total, (void)up;
    return total > 0 && now > 1000000;
}

/* It is asked all the time whether to go on. */
static int asked_ok(const char *url)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (!curl)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_over);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc != CURLE_OK;
}

int main(int argc, char **argv)
{
    static struct option options[8];
    char line[256];
    mqd_t queue = mq_open("/jobs", 0);
    if (argc > 1)
        configure(argv[1], &patience);
    for (;;) {
        if (mq_receive(queue, line, sizeof line, NULL) < 0)
            continue;
        if (zero_bad(line) || milliseconds_ok(line, argc * 1000L) || slowest_ok(line) ||
            table_ok(line, options, 8) || asked_ok(line) || configured_ok(line))
            mq_send(queue, argv[0], 1, 0);
    }
}
