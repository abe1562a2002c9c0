/* pthread_once() lets all requests share one; without it each makes its own. */
#include "mini_curl.h"

#include <pthread.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static CURL *pattern;

static void make_pattern(void)
{
    pattern = curl_easy_init();
}

static void notify_ok(void)
{
    pthread_once(&once, make_pattern);
    if (pattern == NULL)
        return;
    curl_easy_setopt(pattern, CURLOPT_TIMEOUT, 5L);
    curl_easy_perform(pattern);
}

static void notify_bad(void)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (curl == NULL)
        return;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_perform(curl);
    curl_easy_cleanup(curl);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        notify_ok();
        notify_bad();
        close(fd);
    }
}
